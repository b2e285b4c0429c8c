"""What differs between two plans: the routes, whether they pay, and where curves part."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction as F
from itertools import combinations

import pytest
from engine import plans_of

from csvariable.engine.exact.curves import on_curve
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve, Fact
from csvariable.kernel.segment import Segment
from csvariable.kernel.unit import Unit
from csvariable.scenario.differences import Difference, differences
from csvariable.scenario.moved_curves import CurveChange, DifferingStretch, curve_changes, differing
from csvariable.text import Document, parse


def document(text: str) -> Document:
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


def between(old: str, new: str) -> tuple[Difference, ...]:
    return differences(document(old), document(new))


# ------------------------------------------------------------------------------------------- routes


def test_a_point_whose_bound_changes_sides_is_the_same_point() -> None:
    """The point of the same side has the first choice, whatever stands before it."""
    at, over = "{from: 90 %, pays: 1 %}", "{above: 90 %, pays: 2 %}"
    (found,) = between(f"lookup: [{at}]", f"lookup: [{at.replace('from', 'above')}]")
    assert (found.route, found.what) == (("lookup", 0), "side")
    (gone,) = between(f"lookup: [{at}, {over}]", f"lookup: [{over}]")
    assert (gone.route, gone.what) == (("lookup", 0), "removed")


def test_what_changed_came_and_went_in_the_order_of_the_new_plan_then_the_old() -> None:
    old = "cap: 1\nfloor: 2\ngates: 3\nperiod: month\n"
    new = "pool: 9\nperiod: month\ngates: 4\ncap: 5\n"
    assert [(one.route, one.before, one.after, one.what, one.role) for one in between(old, new)] == [
        (("pool",), None, "9", "added", None),
        (("gates",), "3", "4", "changed", None),
        (("cap",), "1", "5", "changed", None),
        (("floor",), "2", None, "removed", None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("85 %", "85%", True),
        ("85 %", "0.85", False),
        ("85 %", "86 %", False),
        ("1000", "1000.00", True),
        ("1000", "1000 EUR", True),
        ("1000 EUR", "1000", True),
        ("1000 EUR", "1000EUR", True),
        ("1000 EUR", "1000 USD", False),
        ("1000 EUR", "1001 EUR", False),
        ("1000", "1001 EUR", False),
        ("2 EUR", "200 %", False),
        ("200 %", "2 EUR", False),
        ("60 EUR", "1 h", False),
        ("5 EUR", "5 d", False),
        ("1 h", "60 min", True),
        ("1 d", "1", False),
        ("1/2", "50 %", True),
        ("'85 %'", "85 %", True),
        ("'85 %'", "85%", False),
        ("85%", "'85 %'", False),
        ("month", "quarter", False),
        ("10", "ten", False),
        ("ten", "10", False),
    ],
)
def test_a_value_is_the_same_where_it_means_the_same(old: str, new: str, same: bool) -> None:
    assert (between(f"cap: {old}\n", f"cap: {new}\n") == ()) is same


def test_notes_of_the_author_are_no_difference() -> None:
    assert between("x-note: 1\nx-more: {cap: 1}\ncap: 1\n", "x-note: 2\ncap: 1\nx-new: [2]\n") == ()


@pytest.mark.parametrize(
    ("text", "route", "pays"),
    [
        ("name: {value}", ("name",), False),
        ("name: {{en: {value}}}", ("name", "en"), False),
        ("target_incentive: {value}", ("target_incentive",), True),
        ("target_incentive: {{share: {value}}}", ("target_incentive", "share"), True),
        ("kpis: {{nrr: {{target: {value}}}}}", ("kpis", "nrr", "target"), True),
        ("kpis: {{nrr: {{owner: {value}}}}}", ("kpis", "nrr", "owner"), False),
        ("kpis: {{nrr: {{name: {{en: {value}}}}}}}", ("kpis", "nrr", "name", "en"), False),
        ("kpis: {{quality: {{target: {value}}}}}", ("kpis", "quality", "target"), True),
        ("examples: {{one: {{given: {{nrr: {value}}}}}}}", ("examples", "one", "given", "nrr"), False),
        ("allow: [{value}]", ("allow",), False),
    ],
)
def test_texts_tags_and_examples_never_pay(text: str, route: Route, pays: bool) -> None:
    """An id may be called as a tag is: the target of the KPI `quality` pays."""
    (found,) = between(text.format(value=1), text.format(value=2))
    assert (found.route, found.pays, found.role) == (route, pays, None)


@pytest.mark.parametrize(
    ("key", "rest", "pays"),
    [
        ("cap", (), True),
        ("kpis.nrr.target", (), True),
        ("kpis.nrr.owner", (), False),
        ("kpis.quality.target", (), True),
        ("kpis.quality.curve", ("cap",), True),
        ("kpis.nrr.name", ("en",), False),
        ("kpis.nrr", ("owner",), False),
        ("name", (), False),
    ],
)
@pytest.mark.parametrize("role", ["head", "owner"])
def test_a_line_of_a_role_pays_as_the_route_that_it_sets(
    role: str, key: str, rest: tuple[str, ...], pays: bool
) -> None:
    before, after = ("{" + rest[0] + f": {value}" + "}" if rest else value for value in "12")
    (found,) = between(
        f"roles: {{{role}: {{'{key}': {before}}}}}", f"roles: {{{role}: {{'{key}': {after}}}}}"
    )
    assert (found.route, found.role, found.pays) == (("roles", role, key, *rest), role, pays)


def test_a_line_that_is_no_route_is_read_as_it_stands() -> None:
    (found,) = between("roles: {head: {'a[': 1}}", "roles: {head: {'a[': 2}}")
    assert (found.route, found.role, found.pays) == (("roles", "head", "a["), "head", True)


def test_a_role_that_says_nothing_is_a_difference_of_that_role() -> None:
    (found,) = between("roles: {head: }\n", "cap: \n")[1:]
    assert (found.route, found.role, found.what) == (("roles", "head"), "head", "removed")
    (whole,) = between("cap: 1\nroles: \n", "cap: 1\n")
    assert (whole.route, whole.role) == (("roles",), None)


# ------------------------------------------------------------------------------------------- curves


def seg(start: F | int, base: F | int, slope: F | int = 0, *, owns: bool = True) -> Segment:
    return Segment(F(start), owns, F(base), F(slope), ())


def curve(*segments: Segment, cap: int | None = None, falling: bool = False, before: int = 0) -> Curve:
    return Curve(Fact("x"), segments, falling, F(before), None if cap is None else F(cap))


LINE = curve(seg(0, 0, 1))
STEEP = curve(seg(0, 0, 2))
CROSSING = curve(seg(0, 1, F(1, 2)))
LATE = curve(seg(0, -1, 2))
"""Pays from one half on, as much as the line at 1."""
CAPPED = curve(seg(0, 0, 1), cap=3)
STEPS = curve(seg(0, 1), seg(2, 3))
HIGHER = curve(seg(0, 1), seg(1, 2), seg(2, 3))
BROKEN = curve(seg(0, 0, 1), seg(2, 2, 2))
LOST = curve(seg(0, 0, 1), seg(1, 1), seg(2, 2, 1))
DOWN = curve(seg(-1, 4, -1))
"""Reaches 0 at 3."""
FALLING = curve(seg(4, 0, -1), seg(2, 2, -2), falling=True)
"""Lower is better: 0 at 4, 2 at 2, then two for each."""
GENTLE = curve(seg(4, 0, -1), falling=True)
EARLY = curve(seg(-3, 0, -1), falling=True, before=0)
FACTOR = curve(seg(0, 1, 1), before=1)


@pytest.mark.parametrize(
    ("one", "other", "stretches"),
    [
        (LINE, LINE, []),
        (curve(), curve(), []),
        (LINE, STEEP, [(0, None)]),
        (LINE, CROSSING, [(0, 2), (2, None)]),
        (LINE, LATE, [(0, 1), (1, None)]),
        (LINE, CAPPED, [(3, None)]),
        (STEEP, CAPPED, [(0, None)]),
        (curve(seg(0, 0, 2), cap=3), CAPPED, [(0, 3)]),
        (STEPS, HIGHER, [(1, 2)]),
        (LINE, BROKEN, [(2, None)]),
        (LINE, LOST, [(1, 2)]),
        (DOWN, curve(), [(-1, 3)]),
        (DOWN, curve(seg(-1, 4, -1), seg(3, 0)), []),
        (FALLING, GENTLE, [(None, 2)]),
        (GENTLE, EARLY, [(None, 4)]),
        (curve(seg(-3, 0, -1), falling=True), curve(seg(-4, 2, F(-1, 2)), falling=True), [(None, -6), (-6, -3)]),
        (FACTOR, curve(seg(0, 1, 1)), [(None, 0)]),
        (curve(seg(0, 0, 1), before=1), curve(seg(5, 1)), [(None, 0), (0, None)]),
        (curve(seg(0, 1), seg(1, 2)), curve(seg(0, 1), seg(1, 2, owns=False)), [(1, 1)]),
        (
            curve(seg(0, 1), seg(1, 2), seg(3, 5)),
            curve(seg(0, 1), seg(1, 2, owns=False), seg(3, 5, owns=False)),
            [(1, 1), (3, 3)],
        ),
        (curve(seg(0, 1, owns=False)), curve(seg(0, 2)), [(0, None)]),
        # Nothing until 3, then up to 2 at 4, beside a line that is flatter.
        (
            curve(seg(0, -6, 2), seg(4, 9)),
            curve(seg(0, 0, F(1, 8)), seg(4, 9)),
            [(0, F(16, 5)), (F(16, 5), 4)],
        ),
        # Nothing until 3, then up to one half at 4.
        (
            curve(seg(0, F(-3, 2), F(1, 2)), seg(4, 9)),
            curve(seg(0, 0, F(1, 16)), seg(4, 9)),
            [(0, F(24, 7)), (F(24, 7), 4)],
        ),
        # Its cap of 7 from 3 on, beside a line that comes to 7 after it.
        (
            curve(seg(0, 1, 2), seg(4, 9), cap=7),
            curve(seg(0, 5, F(5, 8)), seg(4, 9)),
            [(0, F(32, 11)), (F(32, 11), F(16, 5)), (F(16, 5), None)],
        ),
        (
            curve(seg(0, 1), seg(F(1, 4), 3), seg(F(1, 2), 4)),
            curve(seg(0, 2), seg(F(1, 4), 3), seg(F(1, 2), 4, owns=False)),
            [(0, F(1, 4)), (F(1, 2), F(1, 2))],
        ),
        (
            curve(seg(1, 1), seg(2, 2), seg(3, 4)),
            curve(seg(1, 1, owns=False), seg(2, 3), seg(3, 4), before=0),
            [(1, 1), (2, 3)],
        ),
        (curve(seg(-2, 1)), curve(seg(-2, 1), seg(-1, 2), seg(0, 1), seg(2, 2), seg(3, 1)), [(-1, 0), (2, 3)]),
    ],
)  # fmt: skip
def test_curves_differ_in_exactly_these_stretches(
    one: Curve, other: Curve, stretches: list[tuple[F | int | None, F | int | None]]
) -> None:
    def fraction(value: F | int | None) -> F | None:
        return None if value is None else F(value)

    expected = tuple(DifferingStretch(fraction(start), fraction(end)) for start, end in stretches)
    assert differing(one, other) == expected
    assert differing(other, one) == expected


CURVES = [
    LINE, STEEP, CROSSING, LATE, CAPPED, STEPS, HIGHER, BROKEN, LOST, DOWN, FALLING, GENTLE, EARLY, FACTOR,
]  # fmt: skip


def test_curves_differ_inside_of_their_stretches_and_nowhere_else() -> None:
    points = [F(at, 12) for at in range(-8 * 12, 9 * 12)]
    for one, other in combinations(CURVES, 2):
        found = differing(one, other)
        for at in points:
            inside = any(
                (low.start is None or low.start < at) and (low.end is None or at < low.end) for low in found
            )
            within = any(
                (low.start is None or low.start <= at) and (low.end is None or at <= low.end) for low in found
            )
            differs = on_curve(one, at) != on_curve(other, at)
            assert inside <= differs <= within, (one, other, at)


@pytest.mark.parametrize(
    ("before", "after", "window"),
    [
        (curve(seg(1, 0), seg(4, 1)), curve(seg(2, 0), seg(7, 1)), (F(0), F(8))),
        (curve(seg(-20, 0)), curve(seg(-20, 1)), (F(-22), F(-18))),
        (curve(seg(0, 0)), curve(seg(0, 1)), (F(-1), F(1))),
    ],
)
def test_a_curve_is_drawn_with_some_room_beside_its_starts(
    before: Curve, after: Curve, window: tuple[F, F]
) -> None:
    assert CurveChange("nrr", None, Unit.PERCENT, "nrr.actual", before, after, ()).window == window


# --------------------------------------------------------------------------------------- of plans

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
NRR = "  nrr: {weight: 50 %, unit: percent, target: 80 %, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
TIME = "  time: {weight: 50 %, unit: hours, direction: lower, curve: {of: actual, lookup: [{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}]}}\n"
PLAN = f"{HEAD}kpis:\n{NRR}{TIME}".replace("at: 8 h", "up_to: 8 h").replace("at: 4 h", "up_to: 4 h")
HEADS = "roles:\n  head: {'kpis.nrr.curve.linear[1].pays': 120 %}\n  lead: {target_incentive: 2000}\n"
EVERYWHERE = DifferingStretch(None, None)


def plans(text: str) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(one.message) for one in problems]
    return found


def told(old: str, new: str) -> list[tuple[str, str | None, str, Unit, tuple[DifferingStretch, ...]]]:
    found = curve_changes(plans(old), plans(new))
    return [(one.kpi, one.role, one.reads, one.unit, one.stretches) for one in found]


def test_curves_that_differ_stand_in_the_order_of_the_plan_with_the_unit_of_what_they_read() -> None:
    new = PLAN.replace("at: 100 %, pays: 100 %", "at: 100 %, pays: 150 %").replace("up_to: 4 h", "up_to: 3 h")
    assert told(PLAN, new) == [
        ("nrr", None, "nrr.actual", Unit.PERCENT, (DifferingStretch(F(0), None),)),
        ("time", None, "time.actual", Unit.HOURS, (DifferingStretch(F(3), F(4)),)),
    ]
    assert told(PLAN, PLAN) == []


def test_a_curve_that_reads_something_else_differs_everywhere() -> None:
    new = PLAN.replace("curve: {of: actual, linear", "curve: {of: attainment, linear")
    assert told(PLAN, new) == [("nrr", None, "nrr.attainment", Unit.RATE, (EVERYWHERE,))]


def test_a_role_is_told_where_its_curve_differs_in_another_way() -> None:
    """The lead has the curve of everybody; the head, whose line stays, has one of its own."""
    old = PLAN + HEADS
    steeper = old.replace("at: 100 %, pays: 100 %", "at: 100 %, pays: 110 %")
    assert [(one[0], one[1]) for one in told(old, steeper)] == [("nrr", None)]
    head = old.replace("120 %", "130 %")
    assert [(one[0], one[1]) for one in told(old, head)] == [("nrr", "head")]
    both = steeper.replace("120 %", "130 %")
    assert [(one[0], one[1]) for one in told(old, both)] == [("nrr", None), ("nrr", "head")]
    pays = [one.after.segments[-1].base for one in curve_changes(plans(old), plans(both))]
    assert pays == [F(11, 10), F(13, 10)]


def test_a_role_of_one_plan_alone_has_nothing_to_differ_from() -> None:
    new = PLAN + HEADS
    assert told(PLAN, new) == []
    assert told(new, PLAN) == []
    other = HEADS.replace("head", "boss")
    assert told(new, PLAN + other) == []


def test_two_roles_with_the_same_new_curve_are_told_once() -> None:
    two = "roles:\n  head: {'kpis.nrr.curve.linear[1].pays': 120 %}\n  lead: {'kpis.nrr.curve.linear[1].pays': 120 %}\n"
    old = PLAN + two
    assert [(one[0], one[1]) for one in told(old, old.replace("120 %", "130 %"))] == [("nrr", "head")]


def test_a_kpi_that_is_new_is_passed_over_and_the_next_is_told() -> None:
    new = PLAN.replace("kpis:\n", f"kpis:\n{NRR.replace('nrr', 'new').replace('50 %', '20 %', 1)}")
    new = new.replace("  nrr: {weight: 50 %", "  nrr: {weight: 30 %").replace("pays: 50 %", "pays: 60 %")
    assert [one[0] for one in told(PLAN, new)] == ["time"]
    assert told(new, new) == []


def test_curves_of_modifiers_are_no_payout_curves() -> None:
    old = (
        PLAN
        + "modifiers: {m: {by: nrr, of: plan, curve: {linear: [{at: 0 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}}}\n"
    )
    assert told(old, old.replace("pays: 50 %}, {at: 100 %", "pays: 70 %}, {at: 100 %")) == []


def test_a_matrix_is_no_curve() -> None:
    """The KPI beside it is told, before and behind it."""
    axis = "{of: nrr, from: [0 %, 50 %]}, columns: {of: time, from: [{up_to: 8 h}, {up_to: 4 h}]}"
    both = f"  both: {{weight: 10 %, unit: number, matrix: {{rows: {axis}, pays: [[0 %, 50 %], [50 %, 100 %]]}}}}\n"
    old = PLAN.replace("nrr: {weight: 50 %", "nrr: {weight: 40 %")
    first, last = old.replace("kpis:\n", f"kpis:\n{both}"), old + both
    for plan in (first, last):
        new = plan.replace("[0 %, 50 %], [50 %, 100 %]", "[0 %, 60 %], [50 %, 100 %]").replace(
            "pays: 100 %}]}}\n  time", "pays: 110 %}]}}\n  time"
        )
        assert [one[0] for one in told(plan, new)] == ["nrr"]


def test_a_curve_whose_target_is_that_of_the_members_moves_too() -> None:
    kpi = (
        "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n  arr: {weight: 100 %, unit: money, scope: team, target: members, "
        "curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
    )
    [change] = curve_changes(plans(kpi), plans(kpi.replace("pays: 100 %", "pays: 110 %")))
    assert (change.reads, change.scales) == ("arr.attainment", None)
