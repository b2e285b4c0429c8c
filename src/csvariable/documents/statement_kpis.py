"""The table of the KPIs of a statement: what was reached, what it pays, and what that comes to."""

from __future__ import annotations

from fractions import Fraction

from csvariable.documents.breakdown import weight_of
from csvariable.documents.paper.curve_words import stars
from csvariable.documents.paper.model import (
    Board,
)
from csvariable.documents.view import View
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.unit import Unit
from csvariable.speech.naming import Voice
from csvariable.speech.saying import in_language
from csvariable.statement import (
    StatementPart,
)


def kpi_board(view: View, part: StatementPart, voice: Voice) -> Board | None:
    """Return the table of the KPIs that are paid; None where none is."""
    kpis = [line.step.kpi for line in part.lines if line.step.purpose is Purpose.PAYOUT and line.step.kpi]
    if not kpis:
        return None
    heads = [
        (view.word("kpi"), False),
        (view.word("actual"), True),
        (view.word("target"), True),
        (view.word("attainment"), True),
        (in_language(msg("Tier"), view.language), False),
        (view.word("pays"), True),
        (view.word("weight"), True),
        (view.word("payout"), True),
    ]
    rows = [_kpi_row(view, part, voice, kpi) for kpi in kpis]
    earned = part.value(Purpose.EARNED)
    foot = ["" for _ in heads]
    if earned is not None:
        foot[0], foot[-1] = voice.label(voice.steps[Purpose.EARNED]), view.money(earned)
    kept = [at for at, _ in enumerate(heads) if at in {0, 7} or any(row[at] for row in rows)]
    return Board(
        "",
        tuple(heads[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
        tuple(foot[at] for at in kept) if earned is not None else (),
    )


def _kpi_row(view: View, part: StatementPart, voice: Voice, kpi: str) -> list[str]:
    def shown(field: Purpose, *against: Fraction) -> str:
        line = part.line(field.named(kpi))
        known = line is not None and line.value is not None
        return voice.short(line.value, line.step.unit, *against) if known else ""  # type: ignore[union-attr,arg-type]

    line = part.curve_of(kpi)
    tier = None if line is None else line.tier
    bounds = [] if tier is None else [one.start for one in tier.curve.segments]
    silent = "" if voice.plan.kpis[kpi].matrix is not None else view.word("none")
    return [
        voice.kpi(kpi),
        shown(Purpose.ACTUAL, *bounds) or silent,
        shown(Purpose.TARGET),
        shown(Purpose.ATTAINMENT, Fraction(1)),
        "" if tier is None else stars(tier, view.language),
        shown(Purpose.PAYOUT_RATE),
        voice.short(weight_of(voice, part, kpi), Unit.RATE),
        shown(Purpose.PAYOUT),
    ]
