"""Which caps bind over everything that can happen, and what is named where pay has no limit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction as F

import pytest
from engine import plans_of

from csvariable.bounds import Interval, PersonBounds
from csvariable.exposure import Exposure, Open, exposure
from csvariable.exposure.caps import Cap, caps_of, gaps, joined
from csvariable.facts.load import Tables, load
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Choose, Fact, Given, Least, Product, Sum
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
PAID = "target_incentive: 1000\n"
LINE = "linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 110 %, pays: 150 %}]"
ENDLESS = f"beyond: continue, {LINE}"
CURVE = Open("curve", ("kpis", "x", "curve", "linear", 2))
COUNT = "kpis: {c: {unit: number}}\n"


def table(text: str) -> Table:
    found, problems = read_table(text.encode(), "f.csv")
    assert found is not None, problems
    return found


def exposed(text: str, kpis: str | None = None, people: str | None = None) -> Exposure:
    plans, problems = plans_of(HEAD + text)
    assert plans is not None, [str(problem.message) for problem in problems]
    if kpis is None:
        return exposure(plans)
    staff = None if people is None else table(people)
    facts, problems = load(Tables([table(kpis)], staff), plans)
    assert facts is not None, [str(problem.message) for problem in problems]
    return exposure(plans, facts)


def kpi(curve: str, *, more: str = "", others: str = "") -> str:
    """A plan of one KPI with a curve of its actual, up to 110 % or further."""
    one = f"x: {{weight: 100 %, unit: percent, {more} curve: {{of: actual, {curve}}}}}"
    return f"{PAID}kpis: {{{one}{others}}}\n"


def caps(found: Exposure) -> Mapping[Role, list[tuple[Route, bool | None]]]:
    return {role: [(cap.route, cap.binds) for cap in some] for role, some in found.caps.items()}


# ------------------------------------------------------------------------------------------------ caps

CAP: Route = ("cap",)


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (kpi(LINE) + "cap: 150 %\n", [(CAP, False)]),
        (kpi(LINE) + "cap: 149.999 %\n", [(CAP, True)]),
        (kpi(LINE) + "cap: 1500\n", [(CAP, False)]),
        (kpi(LINE) + "cap: 1499.99\n", [(CAP, True)]),
        (kpi(LINE) + "cap: [200 %, 1400]\n", [(("cap", 0), False), (("cap", 1), True)]),
        (kpi(LINE) + "cap: {share: 50 %, of: salary}\n", [(CAP, True)]),
        (
            kpi(LINE) + "cap: [200 %, {share: 50 %, of: salary}]\n",
            [(("cap", 0), False), (("cap", 1), True)],
        ),
        (
            kpi("cap: 40 %, lookup: [{from: 90 %, pays: 50 %}]"),
            [(("kpis", "x", "curve", "cap"), True)],
        ),
        (kpi(LINE) + "cap_total: 1400\n", [(("cap_total",), True)]),
        (kpi(LINE) + "cap: 140 %\ncap_total: 1400\n", [(CAP, True), (("cap_total",), False)]),
        (kpi(LINE, more="cap: 140 %,"), [(("kpis", "x", "cap"), True)]),
        (kpi(LINE, more="cap: 150 %,"), [(("kpis", "x", "cap"), False)]),
        (kpi(f"cap: 140 %, {LINE}"), [(("kpis", "x", "curve", "cap"), True)]),
        (kpi(f"cap: 150 %, {LINE}"), [(("kpis", "x", "curve", "cap"), False)]),
        (kpi(f"cap: 900 %, {ENDLESS}"), [(("kpis", "x", "curve", "cap"), True)]),
        (PAID + COUNT + "bonuses: {b: {per: c, pays: 2, cap: 90}}\n", [(("bonuses", "b", "cap"), True)]),
        (kpi(LINE), []),
    ],
)
def test_a_cap_binds_where_something_is_above_it(plan: str, found: list[tuple[Route, bool]]) -> None:
    assert caps(exposed(plan)) == {None: found}


def test_a_cap_that_never_has_a_value_is_not_told() -> None:
    """A cap of each person's own, in a role whose people have none."""
    node = Least((Fact("x"), Product((Given(F(5), CAP), Fact("none")))))
    program = Program((Step("s", Purpose.CAP, Unit.MONEY, node, ()),), ())
    assert caps_of(PersonBounds((program,), ({"x": Interval(F(0), F(9))},))) == []


def test_a_cap_that_is_known_to_cut_is_not_looked_at_again() -> None:
    node = Least((Fact("x"), Given(F(5), CAP)))
    step, of_person = (Step(name, Purpose.CAP, Unit.MONEY, node, ()) for name in ("s", "t"))
    person = PersonBounds((Program((step,), (of_person,)),), ({"x": Interval(F(0), F(9))},))
    assert caps_of(person) == [Cap(CAP, True)]
    assert caps_of(person, {CAP}) == []


def test_each_role_has_its_own_caps() -> None:
    plan = (
        kpi(ENDLESS)
        + "cap: 300 %\nroles: {head: {cap: 120 %, kpis.x.curve.beyond: null}, aide: {cap: null}}\n"
    )
    assert caps(exposed(plan)) == {None: [(CAP, True)], "head": [(CAP, True)], "aide": []}
    assert exposed(plan).open_ == {"aide": (CURVE,)}


def test_a_cap_binds_for_all_where_it_binds_for_one_of_the_people() -> None:
    plan = kpi(LINE) + "cap: 1400\n"
    rows = {"ana": 500, "ben": 500, "eva": 1000, "zoe": 500}
    for some in (["ana", "ben"], ["ana", "ben", "eva"], ["ana", "eva", "zoe"]):
        kpis = "participant,x\n" + "".join(f"{who},95 %\n" for who in some)
        staff = "participant,target_incentive\n" + "".join(f"{who},{rows[who]}\n" for who in some)
        assert caps(exposed(plan, kpis, staff)) == {None: [(CAP, "eva" in some)]}


def test_a_gap_is_what_there_is_without_the_cap_less_the_cap() -> None:
    x, y, cap, other = Fact("x"), Fact("y"), Given(F(5), CAP), Given(F(7), ("cap_total",))
    less = Product((Given(F(-1)), cap))
    assert list(gaps(Least((x, cap)))) == list(gaps(Least((cap, x)))) == [(CAP, Sum((x, less)))]
    assert list(gaps(Least((x, cap, y)))) == [(CAP, Sum((Least((x, y)), less)))]
    assert [route for route, _ in gaps(Least((x, cap, other)))] == [CAP, ("cap_total",)]
    assert list(gaps(Least((cap, other)))) == list(gaps(Least((x, y)))) == list(gaps(cap)) == []
    # Where the branch with the cap is not taken, nothing is cut.
    minus = Given(F(-1))
    assert list(gaps(Choose(y, Least((x, cap)), x))) == [(CAP, Choose(y, Sum((x, less)), minus))]
    assert list(gaps(Choose(y, x, Least((x, cap))))) == [(CAP, Choose(y, minus, Sum((x, less))))]
    assert list(gaps(Choose(Least((x, cap)), x, y))) == [(CAP, Sum((x, less)))]


def test_a_cap_does_what_it_does_to_anybody() -> None:
    yes, no, perhaps = Cap(CAP, True), Cap(CAP, False), Cap(CAP, None)
    for some, found in (
        ([no, yes], True),
        ([yes, no], True),
        ([perhaps, yes], True),
        ([no, perhaps], None),
        ([perhaps, no], None),
        ([no, no], False),
    ):
        assert joined(some) == [Cap(CAP, found)]


STEEP = "curve: {of: actual, linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 200 %}]}"
HALF = f"{{weight: 50 %, unit: percent, range: [0 %, 100 %], {STEEP}}}"
CLOSES = "gates: {g: {when: {a: {up_to: 60 %}}, otherwise: {of: [b], times: 0 %}}}\n"
GATED = f"{PAID}kpis:\n  a: {HALF}\n  b: {HALF}\n{CLOSES}"


@pytest.mark.parametrize(("cap", "binds"), [(150, False), (120, False), (119, True)])
def test_a_cap_that_no_result_reaches_never_cuts(cap: int, binds: bool) -> None:
    """At 60 % of a and 100 % of b there are 200 + 1,000; more of a closes b."""
    assert caps(exposed(f"{GATED}cap: {cap} %\n")) == {None: [(CAP, binds)]}


def test_a_cap_behind_a_rounding_may_cut() -> None:
    """A pool that the others may lose tells nothing of what is shared: neither is proved."""
    plan = kpi(LINE) + "cap_total: 1600\npool: {p: {amount: 300, by: x, scope: company}}\n"
    found = exposed(plan, "participant,x\nana,95 %\nben,95 %\n")
    assert caps(found) == {None: [(("cap_total",), None)]}


# ----------------------------------------------------------------------------------------- without limit

SALES = ", s: {unit: money, scope: company}"
POT = "pool: {pot: {amount: {share: 1 %, of: s}, by: uniform, scope: company}}\n"


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (kpi(LINE), ()),
        (kpi(ENDLESS), (CURVE,)),
        (kpi(ENDLESS) + "cap: 300 %\n", ()),
        (kpi(ENDLESS) + "cap: {share: 10 %, of: salary}\n", (Open("column", (), "salary"), CURVE)),
        (
            kpi(ENDLESS, others=", y: {unit: number}")
            + "cap: {share: 10 %, of: salary}\n"
            + "gates: {g: {when: {y: {from: 10}}, otherwise: {of: plan, times: 0 %}}}\n",
            (Open("column", (), "salary"), CURVE),
        ),
        (PAID + COUNT + "bonuses: {b: {per: c, pays: 2}}\n", (Open("bonus", ("bonuses", "b")),)),
        (
            PAID
            + COUNT
            + "bonuses: {b: {per: c, pays: 2}}\n"
            + "pool: {pot: {amount: 900, by: uniform, scope: company}}\n",
            (Open("bonus", ("bonuses", "b")),),
        ),
        (
            PAID + COUNT + "bonuses: {b: {per: c, pays: 2, cap: 90}, d: {per: c, pays: 3}}\n",
            (Open("bonus", ("bonuses", "d")),),
        ),
        (
            PAID + COUNT + "bonuses: {b: {of: c, marginal: [{from: 0, rate: 2}, {from: 9, rate: 3}]}}\n",
            (Open("curve", ("bonuses", "b", "marginal", 1, "rate")),),
        ),
        (
            kpi(LINE) + "bonuses: {b: {pays: {share: 5 %, of: salary}}}\n",
            (Open("bonus", ("bonuses", "b")),),
        ),
        (
            kpi(LINE).replace(PAID, "target_incentive: {share: 10 %, of: salary}\n"),
            (Open("column", (), "salary"),),
        ),
        (kpi(LINE, others=SALES) + POT, (Open("pool", ("pool", "pot")),)),
        (kpi(ENDLESS, others=SALES) + POT, (Open("pool", ("pool", "pot")),)),
        (
            kpi(LINE) + "pool: {pot: {amount: earned, by: uniform, scope: company}}\n",
            (Open("pool", ("pool", "pot")),),
        ),
    ],
)
def test_what_leaves_pay_without_a_limit_is_named(plan: str, found: tuple[Open, ...]) -> None:
    assert exposed(plan).open_ == ({None: found} if found else {})


@pytest.mark.parametrize("test", ["{from: 1000}", "{up_to: 1000}", "{from: -1000}", "{up_to: -1000}"])
@pytest.mark.parametrize("unit", ["number", "money"])
def test_a_curve_without_end_is_named_whatever_a_gate_asks_of_another_kpi(test: str, unit: str) -> None:
    if unit == "number" and "-" in test:
        return
    gate = f"gates: {{g: {{when: {{y: {test}}}, otherwise: {{of: plan, times: 0 %}}}}}}\n"
    found = exposed(kpi(ENDLESS, others=f", y: {{unit: {unit}}}") + gate)
    assert found.people[0].most.bound is None
    assert found.open_ == {None: (CURVE,)}


def test_a_value_that_falls_without_end_is_named_and_no_other() -> None:
    falls = "{of: actual, beyond: continue, linear: [{at: 9, pays: 0 %}, {at: 5, pays: 100 %}]}"
    debt = f", y: {{weight: 50 %, unit: money, direction: lower, curve: {falls}}}"
    found = exposed(kpi(LINE, others=debt).replace("100 %, unit: percent", "50 %, unit: percent"))
    assert found.people[0].most.bound is None
    assert found.open_ == {None: (Open("curve", ("kpis", "y", "curve", "linear", 1)),)}


def test_a_curve_without_end_is_named_through_the_parts_of_its_measure() -> None:
    parts = "a: {unit: money}, b: {unit: money, range: [0, 9]}"
    curve = "{of: attainment, beyond: continue, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"
    measure = "{sum: {a: 100 %, b: 100 %}}"
    whole = f"t: {{weight: 100 %, unit: money, target: 10, measure: {measure}, curve: {curve}}}"
    found = exposed(f"{PAID}kpis: {{{parts}, {whole}}}\n")
    assert found.open_ == {None: (Open("curve", ("kpis", "t", "curve", "linear", 1)),)}


def test_a_range_is_a_limit() -> None:
    plan = PAID + "kpis: {s: {unit: money, range: [-5, 20]}}\nbonuses: {b: {per: s, pays: 2}}\n"
    found = exposed(plan)
    assert found.people[0].most.bound == 40
    assert found.open_ == {}
