"""Long sums and splits that are kept: whatever moves in them, they are what they would be from the start."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from engine import plans_of
from growth import growth
from hypothesis import given, settings, strategies as st

from csvariable.bounds import Interval, exactly
from csvariable.bounds.interval import NOTHING, total
from csvariable.bounds.linear import MANY, VOID, Bundle, Linear, added, number, part, times
from csvariable.bounds.reading import BoundReading
from csvariable.bounds.sums import KeptSum, tally_of
from csvariable.exposure import exposure
from csvariable.exposure.domains import of_plan
from csvariable.kernel.formula import Fact, Formula, Given, Part, Product, Ref, Split, Sum

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"

ends = st.one_of(st.none(), st.integers(-4, 4).map(F))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    flags = draw(st.tuples(*[st.booleans()] * 3))
    open_ = low is None or high is None or low < high
    return Interval(low, high, flags[0], flags[1] and open_, flags[2] and open_)


@given(st.lists(intervals(), max_size=6), st.lists(st.integers(0, 5), max_size=3, unique=True))
def test_a_tally_is_the_total_of_what_is_left_in_it(some: list[Interval], out: list[int]) -> None:
    tally = tally_of(some)
    for at in out:
        if at < len(some):
            tally = tally.moved(some[at], -1)
    left = [one.surely() for at, one in enumerate(some) if at not in out]
    assert tally.interval == total(left)


SHARED = {name: Interval(F(0), F(at)) for at, name in enumerate("abcdefghijkl", 1)}


@st.composite
def forms(draw: st.DrawFn) -> Linear:
    """A form of a few parts, of a sum of many, of a number, or of nothing."""
    few = [times(part(name, SHARED[name]), F(draw(st.integers(-2, 2)))) for name in draw(st.sets(
        st.sampled_from(sorted(SHARED)), max_size=3))]  # fmt: skip
    kind = draw(st.sampled_from(["few", "few", "few", "many", "void"]))
    if kind == "void":
        return VOID
    if kind == "many":
        few.append(
            kept([part(name, SHARED[name]) for name in "abcdefghijkl"][: draw(st.integers(8, 12))]).form
        )
    found = added([*few, number(F(draw(st.integers(-3, 3))))])
    return Linear(found.constant, found.parts, draw(st.booleans()))


def kept(some: list[Linear]) -> KeptSum:
    return KeptSum.new(Sum((Given(F(0)),) * len(some))).moved(dict(enumerate(some)))


def opened(form: Linear) -> Linear:
    """A form in which no part stands for many."""
    inside = [
        Linear(F(0), {name: (factor * own, one) for name, (own, one) in key.parts.items()})
        if isinstance(key, Bundle)
        else Linear(F(0), {key: (factor, interval)})
        for key, (factor, interval) in form.parts.items()
    ]
    found = added(inside)
    return Linear(form.constant, found.parts, form.absent, form.empty)


@settings(max_examples=50)
@given(st.lists(forms(), min_size=9, max_size=12), st.dictionaries(st.integers(0, 8), forms(), max_size=3))
def test_a_sum_in_which_terms_change_is_the_sum_of_what_they_are(
    some: list[Linear], changed: dict[int, Linear]
) -> None:
    before = kept(some)
    moved = before.moved(changed)
    whole = added([opened(changed.get(at, one)) for at, one in enumerate(some)])
    assert opened(moved.form) == whole
    assert moved.form.interval == whole.interval
    back = moved.moved({at: some[at] for at in changed})
    assert opened(back.form) == opened(before.form)
    assert back.form.interval == before.form.interval


def test_a_sum_of_many_parts_is_one_part_until_something_speaks_of_one_inside() -> None:
    some = [part(name, one) for name, one in SHARED.items()]
    whole = kept(some).form
    [(bundle, (factor, interval))] = whole.parts.items()
    assert isinstance(bundle, Bundle)
    assert (factor, interval) == (F(1), Interval(F(0), F(78)))
    assert added([whole, times(whole, F(-1))]) == number(F(0))
    assert added([whole, times(some[0], F(-1))]).interval == Interval(F(0), F(77))
    assert added([whole, times(kept(some).form, F(-1))]) == number(F(0))
    assert len(kept(some[: MANY - 1]).form.parts) == MANY - 1


def test_two_sums_that_share_nothing_stay_whole() -> None:
    some = [part(name, one) for name, one in SHARED.items()]
    others = [part(name.upper(), one) for name, one in SHARED.items()]
    both = added([kept(some).form, kept(others).form])
    assert len(both.parts) == 2
    assert both.interval == Interval(F(0), F(156))
    nested = kept([kept(some).form, *others])
    assert len(nested.form.parts) == 2
    assert nested.moved({0: kept(some[1:]).form}).form.interval == Interval(F(0), F(155))


def reading_of(**steps: Formula) -> BoundReading:
    return BoundReading(steps, {f"x{at}": Interval(F(0), F(at)) for at in range(10)})


def test_of_a_long_sum_only_what_looks_at_a_column_is_read_again() -> None:
    one = reading_of(
        whole=Sum(tuple(Ref(f"s{at}") for at in range(10))),
        twice=Product((Given(F(2)), Ref("whole"))),
        **{f"s{at}": Fact(f"x{at}") for at in range(10)},
    )
    assert one.step("twice").interval == Interval(F(0), F(90))
    assert one.interval(one.steps["whole"]) == Interval(F(0), F(45))
    there = one.elsewhere((0, "x3"), exactly(F(1))).elsewhere((0, "x4"), NOTHING)
    assert there.step("twice").interval == NOTHING
    back = there.elsewhere((0, "x4"), Interval(F(5), F(7)))
    assert back.step("twice").interval == Interval(F(12), F(92))
    assert one.step("twice").interval == Interval(F(0), F(90))


def test_a_split_is_cut_once_for_all_parts_and_again_where_a_weight_is_another() -> None:
    names = tuple("abc")
    split = Split(Given(F(100)), tuple(Fact(f"x{at}") for at in range(3)), names, F(1))
    one = BoundReading(
        {name: Part(split, name) for name in names}, {f"x{at}": exactly(F(1)) for at in range(3)}
    )
    assert [one.step(name).interval for name in names] == [exactly(F(34)), exactly(F(33)), exactly(F(33))]
    there = one.elsewhere((0, "x0"), exactly(F(2)))
    assert [there.step(name).interval for name in names] == [exactly(F(50)), exactly(F(25)), exactly(F(25))]


def of_kpis(count: int, curve: str, more: str = "") -> str:
    """A plan of so many KPIs of the same weight, with a letter of their own each."""
    base, over = divmod(10_000, count)
    weights = [base + (at < over) for at in range(count)]
    pays = f"curve: {{of: actual, {curve} linear: [{{at: 0 %, pays: 0 %}}, {{at: 100 %, pays: 100 %}}]}}"
    kpis = "".join(
        f"  k{at}: {{weight: {one // 100}.{one % 100:02} %, unit: percent, {pays}}}\n"
        for at, one in enumerate(weights)
    )
    return f"{HEAD}{more}kpis:\n{kpis}"


@pytest.mark.parametrize(
    ("curve", "more", "most"),
    [
        ("", "cap: 90 %\n", F(900)),
        ("cap: 150 %, beyond: continue,", "", F(1500)),
        ("beyond: continue,", "", None),
    ],
)
def test_what_twice_as_many_kpis_can_pay_takes_twice_the_calls(curve: str, more: str, most: F | None) -> None:
    def work(count: int) -> None:
        plans, _ = plans_of(of_kpis(count, curve, more))
        assert plans is not None
        assert [one.most.bound for one in exposure(plans).people] == [most]

    assert growth(work, 10) < 2.2


def test_a_reading_elsewhere_of_many_kpis_is_the_reading_of_the_box_there() -> None:
    plans, _ = plans_of(of_kpis(12, "beyond: continue,", "cap: 200 %\n"))
    assert plans is not None
    [person] = [one.person for one in of_plan(plans)]
    reading, box = person.reading(), {}
    steps = [step.name for step in person.programs[-1].person_steps]
    for at, column in enumerate(person.box()):
        box[column] = exactly(F(at, 3))
        reading, anew = reading.elsewhere(column, box[column]), person.reading(box)
        for step in steps:
            assert reading.step(step).interval == anew.step(step).interval, (column, step)
