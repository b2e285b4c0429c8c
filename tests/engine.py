"""Runs the engine on files of a folder, the way the commands do, for tests of amounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from csvariable.documents.result import person_of
from csvariable.engine.results import Results
from csvariable.engine.run import Run, run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.reading import read
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.text import parse


@dataclass(frozen=True)
class Ran:
    """What a run gave, or why it was refused."""

    results: Results | None
    diagnostics: tuple[Diagnostic, ...]
    currency: str = "EUR"

    def steps(self, person: str) -> dict[str, str]:
        """The public steps of a person as printed in JSON, with the target incentive."""
        assert self.results is not None, [str(d.message) for d in self.diagnostics]
        at = next(at for at, one in enumerate(self.results.facts.people) if one.id == person)
        found = person_of(self.results, at, self.currency)
        steps: dict[str, str] = dict(found["steps"])
        if found["target_incentive"] is not None:
            steps["target_incentive"] = found["target_incentive"]
        return steps

    def total(self) -> Fraction:
        """What everybody is paid."""
        assert self.results is not None
        return sum((value for value in self.results.people["total"] if value is not None), Fraction(0))


@lru_cache(64)
def plans_of(text: str | bytes, name: str = "plan.yaml") -> tuple[Plans | None, tuple[Diagnostic, ...]]:
    """Read a plan and its roles; a text that is paid many times is read once."""
    document, problems = parse(text, name)
    if document is None:
        return None, problems
    reading = read(document)
    found = (*problems, *reading.diagnostics)
    return (None if reading.plan is None else Plans(reading.plan, reading.roles)), found


def compute(
    plan: str | bytes,
    kpis: Sequence[bytes],
    people: bytes | None = None,
    adjustments: bytes | None = None,
    period: str | None = None,
    *,
    how: Callable[[Plans, Tables, str | None], Run] = run,
    rows: Mapping[str, bytes] | None = None,
) -> Ran:
    """Compute from texts, by both evaluations or in exact fractions alone (`how=once`).

    `rows` holds the file of each source.
    """
    plans, problems = plans_of(plan)
    if plans is None:
        return Ran(None, problems)
    tables, found = [], list(problems)
    for at, data in enumerate(kpis):
        table, more = read_table(data, f"kpis{at or ''}.csv")
        found += more
        if table is not None:
            tables.append(table)
    extra: list[Table | None] = []
    for data_, name in ((people, "people.csv"), (adjustments, "adjustments.csv")):
        table, more = read_table(data_, name) if data_ is not None else (None, ())
        found += more
        extra.append(table)
    sources: dict[str, list[Table]] = {}
    for name, data in (rows or {}).items():
        table, more = read_table(data, f"{name}.csv")
        found += more
        sources[name] = [] if table is None else [table]
    if len(tables) < len(kpis) or not all(sources.values()):
        return Ran(None, tuple(found))
    done = how(plans, Tables(tables, *extra, sources=sources), period)
    return Ran(done.results, (*found, *done.diagnostics), plans.base.currency)


def compute_folder(folder: Path, run_: Mapping[str, Any]) -> Ran:
    """Compute one run of an `expected.yaml`."""

    def data(key: str) -> bytes | None:
        return (folder / run_[key]).read_bytes() if key in run_ else None

    kpis = data("kpis")
    plan = data("plan")
    assert plan is not None
    rows = {name: (folder / file).read_bytes() for name, file in run_.get("rows", {}).items()}
    given = [] if kpis is None else [kpis]
    return compute(plan, given, data("people"), data("adjustments"), run_.get("period"), rows=rows)
