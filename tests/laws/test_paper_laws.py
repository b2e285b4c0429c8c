"""Laws of statements that people keep: read back from each format, every line adds up again."""

from __future__ import annotations

import io
import re
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from pages import of_html, of_markdown, of_text
from pypdf import PdfReader
from statements import CASES, random_statements, statements_of_case, text_of
from strategies import Scenario, scenarios
from sums import Sums, holds, plain

from csvariable.documents.paper.html import as_html
from csvariable.documents.paper.pdf import as_pdf
from csvariable.documents.paper.workbook import write_workbook
from csvariable.documents.pay_statement import PayStatement

pytestmark = pytest.mark.slow


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
        count += sum(assert_adds_up(one) for one in statements_of_case(folder))
    assert count > 750


@settings(max_examples=25)
@given(scenarios())
def test_every_statement_of_any_plan_adds_up_again(scenario: Scenario) -> None:
    """Whatever a plan holds, what its statements say can be worked out again by hand."""
    for one in random_statements(scenario):
        assert_adds_up(one)


@pytest.mark.parametrize(("paid", "right"), [("¥2", True), ("¥3", False)])
def test_a_condition_behind_a_rounded_amount_is_no_part_of_the_sum(paid: str, right: bool) -> None:
    sum_ = "¥0.1082 × 20 d = ¥2.164; under the limit of ¥600, rounded half up to ¥1"
    assert holds(f"{sum_}: {paid}, because pot (payout rate) 65 % > 29 %") is right


def assert_prints_the_same(one: PayStatement) -> None:
    """A PDF and a workbook say every line of the page, sum and amount, and nothing of it is cut."""
    lines = of_html(as_html(one.paper()))
    document = PdfReader(io.BytesIO(as_pdf(one.paper(), since=0)))
    printed = bare("".join(page.extract_text() for page in document.pages))
    assert [line for line in lines if bare(line.how) not in printed or bare(line.amount) not in printed] == []
    out = io.BytesIO()
    write_workbook(one.paper(), one.workings(), out)
    cells = {
        str(cell.value)
        for row in load_workbook(out).worksheets[0].iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert [line for line in lines if line.how and not any(line.how in cell for cell in cells)] == []


def bare(text: str) -> str:
    """A text without blanks, whose breaks and ligatures are the printer's."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@settings(max_examples=3, derandomize=True)
@given(scenarios())
def test_what_is_printed_is_what_adds_up(scenario: Scenario) -> None:
    """A few plans in every run; many are drawn by `make fuzz`."""
    for one in random_statements(scenario)[:2]:
        assert_prints_the_same(one)


@pytest.mark.fuzz
@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_what_is_printed_of_many_plans_is_what_adds_up(scenario: Scenario) -> None:
    for one in random_statements(scenario):
        assert_prints_the_same(one)


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
        (
            "5 % × the highest of (¥0; ¥1,480 − ¥1,448) = ¥1.6, rounded half up to ¥1: ¥2; limited to ¥0",
            True,
        ),
        (
            "5 % × the highest of (¥0; ¥1,480 − ¥1,448) = ¥1.6, rounded half up to ¥1: ¥1; limited to ¥0",
            False,
        ),
        ("€312.20 − €28.10 = €284.10; limited to €130.085, rounded half up to the cent: €130.09", True),
        ("€312.20 − €28.10 = €284.10; limited to €130.085, rounded half up to the cent: €284.10", False),
        ("actual", None),
    ],
)
def test_a_sum_on_a_page_is_right_or_not(how: str, right: bool | None) -> None:
    assert holds(how.replace(" %", "\u00a0%")) is right
