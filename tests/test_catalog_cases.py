"""Each KPI of the catalogue on rows by hand, in files of data: what it comes to at its edges.

`tests/data/catalog/<kpi>.yaml` lists cases: what they show, rows, the value worked out by hand (a fraction, a
percentage or `missing`) and n. `header`, `columns`, `fill`, `source` and `plan` stand where a case needs
others than the worked example of the catalogue has.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from engine import plans_of
from measuring import PEOPLE, Outcome, by_oracle, tables_of
from yaml import BaseLoader, load as load_yaml

from csvariable.catalog.entry import CatalogKpi, entry, ids
from csvariable.facts.load import Tables, load
from csvariable.facts.plans import Plans
from csvariable.tables.reading import read_table

FOLDER = Path(__file__).parent / "data" / "catalog"
HEAD = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
proration: none
"""
BOUNDS = {"percent": "50 %", "days": "5 d", "hours": "5 h", "minutes": "5 min"}
FEWEST = 5
"""Cases of each KPI."""


class Case(NamedTuple):
    """Rows of a KPI, and what they come to by hand."""

    kpi: CatalogKpi
    said: dict[str, Any]

    @property
    def wanted(self) -> tuple[Fraction | None, Fraction]:
        """The value and n."""
        text = self.said["value"]
        if text == "missing":
            return None, Fraction(self.said["n"])
        value = Fraction(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
        return value, Fraction(self.said["n"])

    @property
    def header(self) -> str:
        """The first line of its file."""
        return str(self.said.get("header", self.kpi.example.rows.partition("\n")[0]))

    def plan(self, *, resolved: bool) -> str:
        """The plan; `resolved` has the measure itself, else the KPI of the catalogue."""
        fill = {**self.kpi.example.fill, "of": "rows", **self.said.get("fill", {})}
        if resolved:
            measure: Any = self.kpi.filled(fill)
        else:
            measure = {"use": f"catalog.{self.kpi.id}", **{gap.name: fill[gap.name] for gap in self.kpi.gaps}}
        columns = {**self.kpi.example.columns, **self.said.get("columns", {})}
        columns = {name: {"column": name, **said} for name, said in columns.items()}
        source = {"file": "rows.csv", "participant": "owner", "date": "date", **self.said.get("source", {})}
        side = "up_to" if self.kpi.direction == "lower" else "from"
        kpi = {
            "unit": self.kpi.unit,
            **({"range": list(self.kpi.range)} if self.kpi.range else {}),
            "direction": self.kpi.direction,
            "measure": measure,
            "weight": "100 %",
            "missing": "zero",
            "curve": {"of": "actual", "lookup": [{side: BOUNDS.get(self.kpi.unit, "1"), "pays": "100 %"}]},
        }
        if columns:
            source["columns"] = columns
        return (
            f"{HEAD}{self.said.get('plan', '')}\nsources: {flow({'rows': source})}\n"
            f"kpis: {flow({self.kpi.id: kpi})}\n"
        )


def flow(tree: Any) -> str:
    """A tree of texts in one line of YAML."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(child)}" for key, child in tree.items()) + "}"
    if isinstance(tree, list | tuple):
        return "[" + ", ".join(map(flow, tree)) + "]"
    return '"' + str(tree).replace("\\", "\\\\").replace('"', '\\"') + '"'


def cases(name: str) -> list[Case]:
    """The cases of a KPI."""
    found = load_yaml((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=BaseLoader)  # noqa: S506 - text only
    return [Case(entry(name), one) for one in found]


def every() -> Iterator[Any]:
    """Each case under a name that says what it shows."""
    for name in ids():
        for case in cases(name):
            yield pytest.param(case, id=f"{name}: {case.said['says']}")


@lru_cache(maxsize=256)
def plans_read(plan: str) -> Plans:
    plans, problems = plans_of(plan.encode())
    assert plans is not None, [str(one.message) for one in problems]
    return plans


def measured(plan: str, texts: list[str]) -> Outcome:
    staff, _ = read_table(PEOPLE.encode(), "people.csv")
    facts, said = load(Tables([], staff, sources=tables_of({"rows": texts})), plans_read(plan), "2026-Q3")
    return Outcome(facts.measured if facts is not None else {}, said)


@pytest.mark.parametrize("case", [*every()])
def test_a_kpi_of_the_catalogue_comes_to_what_is_worked_out_by_hand(case: Case) -> None:
    plan = case.plan(resolved=False)
    rows = case.said["rows"]
    found = measured(plan, ["\n".join([case.header, *rows, ""])])
    assert found.errors == []
    one = found.of(case.kpi.id, "ana")
    assert (one.value, one.n) == case.wanted
    if any('"' in row for row in rows):
        return  # a row of several lines cannot be turned round line by line
    parts = [rows[at::2] for at in (1, 0) if rows[at::2]]
    ended = "ends" in case.said.get("source", {})
    turned = [rows] if ended else [list(reversed(part)) for part in parts]
    other = measured(plan, ["\n".join([case.header, *part, ""]) for part in turned])
    assert other.errors == []
    assert (other.of(case.kpi.id, "ana").value, other.of(case.kpi.id, "ana").n) == case.wanted


@pytest.mark.parametrize("name", ids())
def test_the_oracle_says_the_same(name: str) -> None:
    for case in cases(name):
        files = {"rows": ["\n".join([case.header, *case.said["rows"], ""])]}
        one = by_oracle(case.plan(resolved=True), files)[name, "person", "ana"]
        assert (one.value, one.n) == case.wanted, case.said["says"]


def test_every_kpi_has_its_cases_and_its_edges() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(ids())
    for name in ids():
        some = cases(name)
        assert len(some) >= FEWEST, name
        assert any(not case.wanted[1] for case in some), f"{name}: on no row"
        assert any(case.wanted[1] == 1 for case in some), f"{name}: on one row"
