"""A plan with all that is said of it: in the order of the file, once, without what it pardons."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction

from documents import marked, read as document_of
from shared_plans import PAID

from csvariable.kernel.diagnostic import PlanPlace, Route, Severity, TextPlace, advice, error, warning
from csvariable.kernel.message import msg
from csvariable.reading import read
from csvariable.reading.places import once, place_of, sorted_by_place

PLAN = (
    PAID
    + """\
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
examples: {e: {given: {nrr: 100 %}, expect: {total: 1000}}}
"""
)


def rules(text: str, *, opinions: bool = True) -> list[tuple[str, Severity]]:
    """Rule and severity of all that is said."""
    found = read(document_of(text), opinions=opinions).diagnostics
    return [(one.rule, one.severity) for one in found]


BASKET = ("all-eggs-one-basket", Severity.ADVICE)


def test_opinions_are_said_unless_nobody_asks() -> None:
    assert rules(PLAN) == [BASKET]
    assert rules(PLAN, opinions=False) == []
    assert [one.rule for one in read(document_of(PLAN)).diagnostics] == ["all-eggs-one-basket"]
    roles = PLAN + "roles: {r: {target_incentive: 5}}\n"
    assert rules(roles, opinions=False) == []


def test_a_plan_pardons_what_it_says_why() -> None:
    assert rules(PLAN + "allow: {all-eggs-one-basket: one KPI on purpose}\n") == []
    assert BASKET in rules(PLAN + "allow: {all-eggs-one-basket: ' '}\n")
    assert BASKET in rules(PLAN + "allow: {cliff: not this one}\n")


def test_an_error_is_never_pardoned() -> None:
    wrong = PLAN.replace("weight: 100 %", "weight: 50 %")
    found = rules(wrong + "allow: {weights-do-not-sum: never, all-eggs-one-basket: on purpose}\n")
    assert ("weights-do-not-sum", Severity.ERROR) in found
    assert BASKET not in found


def test_a_plan_with_an_error_is_no_plan_and_has_no_roles() -> None:
    right = read(document_of(PLAN + "roles: {r: {target_incentive: 5}}\n"))
    assert right.plan is not None
    assert [(name, role.target_incentive) for name, role in right.roles.items()] == [("r", Fraction(5))]
    for wrong in (
        "roles: {r: {target_incentive: x}, s: {target_incentive: 5}}\n",
        "draw: 3\nroles: {r: {name: R}}\n",
    ):
        reading = read(document_of(PLAN + wrong))
        assert (reading.plan, reading.roles) == (None, {})
        assert Severity.ERROR in [one.severity for one in reading.diagnostics]


def test_a_role_without_a_kpi_that_can_be_read_is_no_plan() -> None:
    reading = read(document_of(PLAN + "roles: {r: {kpis.nrr.unit: zzz}}\n"), opinions=False)
    assert (reading.plan, reading.roles, [one.rule for one in reading.diagnostics]) == (
        None,
        {},
        ["wrong-word"],
    )


def test_problems_stand_in_the_order_of_the_file_then_by_weight_then_by_name() -> None:
    document = document_of("a: 1\nb: {c: 2, d: 3}\n")

    def there(*route: str) -> PlanPlace:
        return PlanPlace(route)

    in_order = [
        error("z", msg("m"), there("a")),
        error("z", msg("m"), there("b", "c")),
        error("y", msg("m"), there("b", "d")),
        error("z", msg("l"), there("b", "d")),
        error("z", msg("m"), there("b", "d")),
        warning("b", msg("m"), there("b", "d")),
        advice("a", msg("m"), there("b", "d")),
    ]
    assert sorted_by_place(reversed(in_order), document) == in_order


def test_a_problem_of_the_text_stands_where_it_says() -> None:
    place = TextPlace("plan.yaml", 2, 3, 2, 4)
    assert place_of(error("r", msg("m"), place), document_of("a: 1\nb: 2\n")) is place


SHARED = "a: &a [x, y]\nb: *a\nc: *a\nd: x\n"


def test_what_an_alias_repeats_is_said_once_with_each_use() -> None:
    document = document_of(SHARED)
    fix: dict[Route, object] = {("a", 0): "z"}
    found = [error("r", msg("m"), PlanPlace((key, 0)), fix=fix) for key in "abcb"]
    (one,) = once(found, document)
    assert (one.at, one.fix) == (PlanPlace(("a", 0)), None)
    assert [(marked(SHARED, label.at), str(label.text)) for label in one.also] == [
        ("2:4 *a", "also used here, through an alias"),
        ("3:4 *a", "also used here, through an alias"),
    ]


def test_problems_that_differ_in_rule_sentence_or_place_are_all_said() -> None:
    document = document_of(SHARED)
    fix: dict[Route, object] = {("a", 0): "z"}
    found = [
        error("r", msg("m"), PlanPlace(("a", 0)), fix=fix),
        error("s", msg("m"), PlanPlace(("a", 0))),
        error("r", msg("n"), PlanPlace(("a", 0))),
        error("r", msg("m"), PlanPlace(("a", 1))),
        error("r", msg("m"), PlanPlace(("d",))),
    ]
    assert once(found, document) == tuple(found)
    assert once([*found, *found], document) == tuple(found)
