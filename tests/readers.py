"""Runs for the tests of statements and screens: from texts of files to results."""

from __future__ import annotations

from pathlib import Path

from csvariable.documents.origins import Origins
from csvariable.documents.view import View
from csvariable.engine.results import Results
from csvariable.engine.run import run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.reading import read
from csvariable.reading.roles import role_document
from csvariable.speech.language import Language
from csvariable.statement import (
    Gain,
    NextTier,
    Opening,
    Otherwise,
    next_opening,
    next_tier,
    one_more_point,
)
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.text import Document
from csvariable.text.parsing import parse

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "examples" / "demo"

HEAD = "csvariable: 1\nname: Plan\ncurrency: EUR\nperiod: quarter\n"


def table(text: str, name: str) -> Table:
    """A table that can be read."""
    found, problems = read_table(text.encode(), name)
    assert found is not None, problems
    return found


class Ran:
    """A plan, its files, and what they gave."""

    def __init__(
        self,
        plan: str,
        kpis: str,
        people: str | None = None,
        period: str | None = None,
        adjustments: str | None = None,
    ) -> None:
        document, problems = parse(plan, "plan.yaml")
        assert document is not None, problems
        reading = read(document)
        assert reading.plan is not None, reading.diagnostics
        self.document: Document = document
        self.plans = Plans(reading.plan, reading.roles)
        self.tables = [table(kpis, "kpis.csv")]
        staff = None if people is None else table(people, "people.csv")
        self.tables += [] if staff is None else [staff]
        corrected = None if adjustments is None else table(adjustments, "adjustments.csv")
        done = run(self.plans, Tables(self.tables[:1], staff, corrected), period)
        assert done.results is not None, done.diagnostics
        self.results: Results = done.results
        self.diagnostics = done.diagnostics

    def view(self, language: Language = "en") -> View:
        """Everybody, as shown."""
        everybody = range(len(self.results.facts.people))
        return View(self.results, self.plans, language, everybody, "Plan")

    def pay(self, at: int = 0) -> Otherwise:
        """The pay of a person, to be computed again."""
        return Otherwise(self.results, self.plans, at)

    def tier(self, kpi: str, at: int = 0) -> NextTier | None:
        """The next tier of a person, in the last row."""
        pay = self.pay(at)
        return next_tier(pay, pay.rows[-1], kpi)

    def point(self, kpi: str, at: int = 0) -> Gain | None:
        """One more point of a person."""
        pay = self.pay(at)
        return one_more_point(pay, pay.rows[-1], kpi)

    def opening(self, kpi: str, at: int = 0) -> Opening | None:
        """What is near and closed for a person."""
        pay = self.pay(at)
        return next_opening(pay, pay.rows[-1], kpi)

    def origins(self) -> Origins:
        """Where values come from."""
        roles = dict.fromkeys(self.results.facts.roles)
        documents = {
            role: self.document if role is None else role_document(self.document, role) or self.document
            for role in roles
        }
        return Origins(documents, self.results.facts, "default")


def demo() -> Ran:
    """The demonstration."""
    plan, kpis, people = (
        (DEMO / name).read_text("utf-8") for name in ("plan.yaml", "kpis.csv", "people.csv")
    )
    return Ran(plan, kpis, people)
