"""How the rows are read that a plan measures its results on: each source, and what it measures."""

from __future__ import annotations

from collections.abc import Iterator

from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.paper.model import Chapter, Terms, Words
from csvariable.kernel.message import msg
from csvariable.plan.measure_of_rows import Rows
from csvariable.speech.rows_told import RowWords


def sources(voice: PlanVoice, rows: RowWords) -> Iterator[Chapter]:
    """Yield each source of rows: where it lies, which rows count, when, and whose they are."""
    plan = voice.plan
    if not plan.sources:
        return
    lead = voice.say(
        msg(
            "A result of a person or a team is measured on the rows that are theirs; a result of the whole "
            "company on every row that counts, whoever owns it."
        )
    )
    yield Chapter(voice.say(msg("How the rows are read")), (Words(lead),))
    for name, source in plan.sources.items():
        measured = tuple(
            voice.voice.kpi(kpi)
            for kpi, spec in plan.kpis.items()
            if isinstance(spec.measure, Rows) and spec.measure.source == name
        )
        said = rows.of_source(name, source, measured)
        terms = tuple((voice.say(label), voice.say(text)) for label, text in said)
        yield Chapter(name, (Terms(terms),), level=3)


__all__ = ["sources"]
