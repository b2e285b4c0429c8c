"""Laws of statements that people keep: read back from each format, every line adds up again."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from agreement import ask_engine
from engine import plans_of as random_plans
from hypothesis import given, settings
from pages import of_html, of_markdown, of_text
from readers import ROOT, Ran, table
from strategies import Scenario, scenarios
from sums import Sums, holds, plain

from csvariable.documents.formats import Look
from csvariable.documents.origins import Origins
from csvariable.documents.paper.html import as_html
from csvariable.documents.pay_statement import PayStatement
from csvariable.documents.result import Heading, SourceFile
from csvariable.documents.summary import View
from csvariable.engine.results import Results
from csvariable.engine.run import run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.reading import read
from csvariable.reading.roles import role_document
from csvariable.speech.language import Language
from csvariable.text import Document
from csvariable.text.parsing import parse

CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
HASH = "0" * 64


def statements(
    results: Results, plans: Plans, document: Document, language: Language = "en"
) -> list[PayStatement]:
    """The statement of each person."""
    everybody = range(len(results.facts.people))
    view = View(results, plans, language, everybody, "Plan")
    documents = {
        role: document if role is None else role_document(document, role) or document
        for role in dict.fromkeys(results.facts.roles)
    }
    origins = Origins(documents, results.facts, "default")
    heading = Heading(SourceFile("plan.yaml", HASH), "Plan", (), results.facts.period, plans.base.currency)
    return [PayStatement(view, at, heading, origins) for at in everybody]


def of(ran: Ran, language: Language = "en") -> list[PayStatement]:
    """The statement of each person of a run."""
    return statements(ran.results, ran.plans, ran.document, language)


def text_of(one: PayStatement) -> str:
    """A statement in a pipe."""
    stream = io.StringIO()
    one.show(stream, Look())
    return stream.getvalue()


def assert_adds_up(one: PayStatement) -> int:
    """Every sum of every format is right, and the formats have the same ones; how many there are."""
    lines = of_html(as_html(one.paper()))
    sums = [line.how for line in lines if holds(line.how) is not None]
    assert [how for how in sums if not holds(how)] == []
    assert of_markdown(one.markdown()) == lines
    sentences = of_text(text_of(one))
    assert [how for how in sums if not any(how in sentence for sentence in sentences)] == []
    total = next(line for line in reversed(lines) if line.label == "total")
    assert Sums(plain(total.amount), point=Fraction(1), hour=1).whole().low == one.read.total
    return len(sums)


def test_every_published_case_adds_up_again() -> None:
    """Sums of hundreds of lines, each read off a page."""
    count = 0
    for folder in CASES:
        count += sum(assert_adds_up(one) for one in _of_case(folder))
    assert count > 750


def _of_case(folder: Path) -> list[PayStatement]:
    found: list[PayStatement] = []
    for one in yaml.safe_load((folder / "expected.yaml").read_text("utf-8"))["runs"]:
        document, _ = parse((folder / one["plan"]).read_bytes(), "plan.yaml")
        assert document is not None
        reading = read(document)
        assert reading.plan is not None
        plans = Plans(reading.plan, reading.roles)
        files = [
            table((folder / one[key]).read_text("utf-8"), one[key]) if key in one else None
            for key in ("kpis", "people", "adjustments")
        ]
        assert files[0] is not None
        done = run(plans, Tables([files[0]], files[1], files[2]), one.get("period"))
        if done.results is not None:
            found += statements(done.results, plans, document)
    return found


@settings(max_examples=25)
@given(scenarios())
def test_every_statement_of_any_plan_adds_up_again(scenario: Scenario) -> None:
    """Whatever a plan holds, what its statements say can be worked out again by hand."""
    plans, _ = random_plans(scenario.text)
    document, _ = parse(scenario.text, "plan.yaml")
    ran = ask_engine(scenario)
    if plans is not None and document is not None and ran.results is not None:
        for one in statements(ran.results, plans, document):
            assert_adds_up(one)


@pytest.mark.parametrize(
    ("how", "right"),
    [
        ("109 % lies between 105 % (pays 100 %) and 115 % (pays 250 %): 100 % + 4 points × 15 = 160 %", True),
        (
            "109 % lies between 105 % (pays 100 %) and 115 % (pays 250 %): 100 % + 4 points × 15 = 161 %",
            False,
        ),
        ("81 % ÷ 75 % = 108 %", True),
        ("109 % ÷ 105 % = 103.809523809… %", True),
        ("109 % ÷ 105 % = 103.809523810… %", False),
        ("€750.00 × 103.809523809… % = €778.571428571…, rounded half up to the cent: €778.57", True),
        ("€750.00 × 103.809523809… % = €778.571428571…, rounded half up to the cent: €778.58", False),
        ("€2,500.00 × 50 % (presence: 46 active days of 92) = €1,250.00", True),
        ("€3,375.00 × 120 % (modifier x) = €4,051.00", False),
        ("5 % of €10.00 = €0.51", False),
        ("€100.00 shared by 3 members: 2 of 6 = €33.33", True),
        ("€0.00 − (€5.00 + €2.00) = −€7.00", True),
        ("actual", None),
    ],
)
def test_a_sum_on_a_page_is_right_or_not(how: str, right: bool | None) -> None:
    assert holds(how.replace(" %", "\u00a0%")) is right
