"""Measuring from texts: the plan, the files of its sources and the people, as tests write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engine import plans_of
from oracle import rows as oracle
from oracle.plans import load as load_plan

from csvariable.facts.load import Tables, load
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.measures.model import Measured
from csvariable.measures.owner import Owner
from csvariable.measures.source_file import read_source
from csvariable.measures.work import RowFile
from csvariable.plan.source import OF_OPENING
from csvariable.tables.later import LaterTable
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten

PEOPLE = """\
participant,name,email,team,entry,exit
ana,Ana Diaz,ana@x.com,north,,
ben,Ben Roy,BEN@x.com,north,,
cleo,Cleo Ma,cleo@x.com,south,,
"""


class Outcome(NamedTuple):
    """Values by KPI and owner, and what was said."""

    values: Mapping[tuple[str, Owner], Measured]
    problems: Sequence[Diagnostic]

    def of(self, kpi: str, name: str) -> Measured:
        """The value of somebody."""
        return next(one for (key, owner), one in self.values.items() if (key, owner.name) == (kpi, name))

    @property
    def errors(self) -> list[str]:
        """The sentences of the errors."""
        return [str(one.message) for one in self.problems if one.severity == "error"]


def tables_of(files: Mapping[str, Sequence[str]], *, decimal: str | None = None) -> dict[str, list[Table]]:
    """The tables of sources."""
    found: dict[str, list[Table]] = {}
    for name, texts in files.items():
        for at, text in enumerate(texts):
            table, problems = read_table(text.encode(), f"{name}{at or ''}.csv", decimal=decimal)
            assert table is not None, problems
            found.setdefault(name, []).append(table)
    return found


def _plans(plan: str) -> Plans:
    plans, problems = plans_of(plan.encode())
    assert plans is not None, [str(one.message) for one in problems]
    return plans


def _outcome(
    plans: Plans, sources: Mapping[str, Sequence[RowFile]], people: str, period: str | None
) -> Outcome:
    staff, _ = read_table(people.encode(), "people.csv")
    facts, said = load(Tables([], staff, sources=sources), plans, period)
    return Outcome(facts.measured if facts is not None else {}, said)


def measured(
    plan: str, files: Mapping[str, Sequence[str]], people: str = PEOPLE, period: str | None = "2026-Q3"
) -> Outcome:
    """What the product measures."""
    return _outcome(_plans(plan), tables_of(files), people, period)


def read_as_said(
    plan: str, files: Mapping[str, Sequence[str]], people: str = PEOPLE, period: str | None = "2026-Q3"
) -> Outcome:
    """What the product measures on files whose sources say how they are written (section 16.6)."""
    plans = _plans(plan)
    tables: dict[str, list[Table]] = {}
    for name, texts in files.items():
        source = plans.base.sources[name.removesuffix(OF_OPENING)]
        for at, text in enumerate(texts):
            table, found = read_source(text.encode(), f"{name}{at or ''}.csv", source, HowWritten())
            assert table is not None, [str(one.message) for one in found]
            tables.setdefault(name, []).append(table)
    return _outcome(plans, tables, people, period)


def later(data: bytes, name: str = "rows.csv", piece: int = 64) -> LaterTable:
    """A file that is read when it is known what is asked of it, in blocks of so many bytes."""
    return LaterTable(name, HowWritten(), len(data), lambda start, size: data[start : start + size], piece)


def condensed(
    plan: str,
    files: Mapping[str, Sequence[RowFile]],
    people: str = PEOPLE,
    period: str | None = "2026-Q3",
    **small: str,
) -> Outcome:
    """What the product measures on large files, beside small ones."""
    others = tables_of({name: [text] for name, text in small.items()})
    return _outcome(_plans(plan), {**others, **files}, people, period)


def by_oracle(
    plan: str, files: Mapping[str, Sequence[str]], people: str = PEOPLE, period: str = "2026-Q3"
) -> dict[oracle.Key, oracle.Value]:
    """What the second translation of the page measures."""
    return oracle.measure(load_plan(plan), files, list(csv.DictReader(io.StringIO(people))), period)
