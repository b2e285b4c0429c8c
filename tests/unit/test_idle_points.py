"""Points of curves that change and pay what they paid are counted, and no sentence names them."""

from __future__ import annotations

import pytest
from growth import growth
from shared_plans import PAID

from csvariable.documents.differences import change_lines
from csvariable.scenario.differences import differences
from csvariable.scenario.idle_points import told_by
from csvariable.speech.language import Language
from csvariable.text import Document, parse

PLAN = (
    PAID
    + """\
kpis:
  nrr:
    unit: percent
    weight: 100 %
    curve: {of: actual, cap: 100 %,
      lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}, {from: 120 %, pays: 150 %}]}
  frt: {unit: hours, direction: lower,
    curve: {of: actual, cap: 100 %, lookup: [{up_to: 8 h, pays: 50 %}, {up_to: 4 h, pays: 100 %}]}}
  sold: {unit: number}
  csat: {unit: percent}
bonuses:
  deals: {of: sold, cap: 300, marginal: [{from: 0, rate: 10}, {from: 20, rate: 20}, {from: 40, rate: 30}]}
  twice: {of: sold, lookup: [{from: 10, pays: 5}, {above: 10, pays: 9}]}
modifiers:
  quality: {of: plan, by: csat, curve: {linear: [{at: 50 %, pays: 90 %}, {at: 90 %, pays: 110 %}]}}
roles:
  lead: {kpis.nrr.curve.lookup: [{from: 90 %, pays: 60 %}, {from: 120 %, pays: 150 %}]}
  free: {target_incentive: 500}
"""
)
ONE = "= 1 change of a point of a curve has no effect on pay"


def document(*changes: tuple[str, str]) -> Document:
    text = PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


def said(*changes: tuple[str, str], back: bool = False, language: Language = "en") -> list[str]:
    """What is said of a plan with some texts replaced; back: of the plan before, as if it came later."""
    pair = document(), document(*changes)
    old, new = reversed(pair) if back else pair
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in change_lines(old, new, language)]


ABOVE = ("120 %, pays: 150 %}]}\n  frt", "120 %, pays: 160 %}]}\n  frt")


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        pytest.param([ABOVE], [ONE], id="above the cap"),
        pytest.param(
            [ABOVE, ("80 %, pays: 50 %}, {from: 100 %", "80 %, pays: 60 %}, {from: 100 %")],
            ["~ the tier of nrr from 80 % rises from 50 % to 60 %", ONE],
            id="above the cap beside one that pays",
        ),
        pytest.param(
            [ABOVE, ("cap: 100 %,\n", "cap: 200 %,\n")],
            [
                "~ the cap of the curve of nrr rises from 100 % to 200 %",
                "~ the tier of nrr from 120 % rises from 150 % to 160 %",
            ],
            id="above a cap that rises too",
        ),
        pytest.param(
            [ABOVE, ("  free: {", "  free: {kpis.nrr.curve.cap: 200 %, ")],
            [
                "~ the tier of nrr from 120 % rises from 150 % to 160 %",
                "+ role free: the cap of the curve of nrr is new: 200 %",
            ],
            id="above the cap, and not above that of a role",
        ),
        pytest.param(
            [("60 %}, {from: 120 %, pays: 150 %}", "60 %}, {from: 120 %, pays: 170 %}")],
            [ONE],
            id="of a role",
        ),
        pytest.param([("40, rate: 30", "40, rate: 35")], [ONE], id="above the cap of a bonus"),
        pytest.param(
            [("20, rate: 20", "20, rate: 25")],
            ["~ the accelerator of bonus deals above 20 rises from €20.00 to €25.00"],
            id="under the cap of a bonus",
        ),
        pytest.param(
            [("cap: 300, marginal", "cap: 200, marginal"), ("20, rate: 20", "20, rate: 25")],
            ["~ the cap of bonus deals falls from €300.00 to €200.00", ONE],
            id="above the cap of a bonus that falls",
        ),
        pytest.param(
            [
                (
                    "80 %, pays: 50 %}, {from: 100 %",
                    "80 %, pays: 60 %}, {from: 90 %, pays: 50 %}, {from: 100 %",
                )
            ],
            [
                "~ the tier of nrr from 80 % rises from 50 % to 60 %",
                "+ the tier of nrr from 90 % is new: 50 %",
            ],
            id="on the line of a neighbour that moves away",
        ),
        pytest.param(
            [("{from: 120 %, pays: 150 %}]}\n  frt", "{above: 120 %, pays: 150 %}]}\n  frt")],
            [ONE],
            id="another side above the cap",
        ),
        pytest.param(
            [(", {from: 120 %, pays: 150 %}]}\n  frt", "]}\n  frt")], [ONE], id="gone from above the cap"
        ),
        pytest.param(
            [("90 %, pays: 110 %", "90 %, pays: 120 %")],
            ["~ what modifier quality pays at 90 % rises from 110 % to 120 %"],
            id="of a modifier",
        ),
        pytest.param(
            [("{above: 10, pays: 9}", "{above: 10, pays: 8}")],
            ["~ the tier of bonus twice that begins above 10 falls from €9.00 to €8.00"],
            id="the second of two points at one level",
        ),
        pytest.param(
            [("{from: 10, pays: 5}, ", "")],
            ["- the tier of bonus twice from 10 is gone (it was €5.00)"],
            id="the first of two points at one level",
        ),
        pytest.param(
            [("up_to: 4 h, pays: 100 %", "up_to: 3 h, pays: 100 %")],
            ["~ the tier of frt that pays 100 % starts up to 3 h, not up to 4 h"],
            id="where lower is better",
        ),
    ],
)
def test_a_tier_whose_pay_did_not_change_is_not_named(
    changes: list[tuple[str, str]], lines: list[str]
) -> None:
    assert said(*changes) == lines


def test_a_plan_differs_in_nothing_from_itself() -> None:
    assert said() == []
    assert said(("from: 10, pays: 5", "from: 10, pays: 5")) == []


def test_what_comes_back_is_idle_as_what_went() -> None:
    assert said((", {from: 120 %, pays: 150 %}]}\n  frt", "]}\n  frt"), back=True) == [ONE]


def test_the_second_of_two_points_at_one_level_is_named_in_french() -> None:
    (line,) = said(("{above: 10, pays: 9}", "{above: 10, pays: 8}"), language="fr")
    assert "le palier de bonus twice qui commence au-dessus de 10" in line


def test_plans_that_cannot_be_paid_are_told_as_they_are_written() -> None:
    old, new = document(), document(("unit: percent\n    weight", "unit: parsecs\n    weight"), ABOVE)
    found = differences(old, new)
    assert told_by(found, old, new) == found


def test_the_only_point_of_a_list_is_told() -> None:
    new = document((", {above: 10, pays: 9}]", "]"))
    old, problems = parse(PLAN.replace("{from: 10, pays: 5}, {above: 10, pays: 9}", ""), "plan.yaml")
    assert old is not None, problems
    lines = [line.replace("\u00a0", " ") for line in change_lines(old, new, "en")]
    assert lines == ["+ the tier of bonus twice from 10 is new: €5.00"]


@pytest.mark.parametrize(("before", "after", "idle"), [("150 %", "160 %", True), ("100 %", "95 %", False)])
def test_points_of_twice_as_many_curves_take_twice_the_calls(before: str, after: str, *, idle: bool) -> None:
    curve = "curve: {of: actual, cap: 100 %, lookup: [{from: 80 %, pays: 100 %}, {from: 90 %, pays: 150 %}]}"

    def work(count: int) -> None:
        kpis = "".join(f"  k{at}: {{unit: percent, weight: 1/{count}, {curve}}}\n" for at in range(count))
        old, _ = parse(f"{PAID}kpis:\n{kpis}", "plan.yaml")
        new, _ = parse(f"{PAID}kpis:\n{kpis}".replace(f"pays: {before}", f"pays: {after}"), "plan.yaml")
        assert old is not None
        assert new is not None
        told = told_by(differences(old, new), old, new)
        assert [one.idle for one in told] == [idle] * count

    assert growth(work, 6) < 2.2


def test_where_points_cannot_be_taken_back_together_each_is_tried_alone() -> None:
    """What the old plan says of one curve is refused; what it says of the other one is idle all the same."""
    old, problems = parse(PLAN.replace("{above: 10, pays: 9}", "{above: 10, pays: 9 h}"), "plan.yaml")
    assert old is not None, problems
    new = document(ABOVE)
    assert [one.idle for one in told_by(differences(old, new), old, new)] == [True, False]
