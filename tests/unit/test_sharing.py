"""What one person would have of a pool is what the whole pool, cut again, gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F
from itertools import product
from random import Random as RandomNumbers

import pytest
from growth import growth
from hypothesis import event, given, settings, strategies as st

from csvariable.engine.exact.across import shared
from csvariable.engine.remainders import Price, Remainders, Rest, SameKey, total
from csvariable.engine.sharing import Member, Sharing
from csvariable.facts.model import Value
from csvariable.kernel.formula import Shared

keys = st.one_of(
    st.sampled_from([F(0), F(0), F(1), F(1), F(2), F(1, 3), F(7, 2)]),
    st.sampled_from([None, F(5, 4), F(9, 7)]),
)
amounts = st.sampled_from([F(100), F(100), F(100), F(0), F(-100), F(1, 3), None])


def node(
    *, pooled: bool = False, at_most: bool = False, each: F | None = None, again: bool = True, unit: F = F(1)
) -> Shared:
    return Shared("amount", pooled, "key", "member", "company", at_most, unit, each, again)


def cut(of: Shared, members: Mapping[int, Member], count: int) -> list[Value]:
    """The whole pool; a row that is no member has no flag."""
    there = {at: members.get(at) for at in range(count)}
    table: dict[str, list[Value]] = {
        "member": [F(one is not None) for one in there.values()],
        "key": [None if one is None else one.key for one in there.values()],
        "amount": [None if one is None else one.amount for one in there.values()],
    }
    names = {at: one.name[0] for at, one in members.items()}
    return shared(of, table, [None] * count, [names.get(at, "") for at in range(count)])


@st.composite
def pools(draw: st.DrawFn) -> tuple[dict[int, Member], list[int], dict[int, Member]]:
    """Members, those of one person who are gone, and what stands in their place."""
    count = draw(st.integers(1, 9))
    ids = [f"p{draw(st.integers(0, 9))}x{at}" for at in range(count)]
    some = draw(st.booleans())
    amount = draw(amounts)
    rows = {
        at: Member((ids[at], at), draw(keys), draw(amounts) if some else amount)
        for at in range(count)
        if draw(st.integers(0, 4))
    }
    own = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=2, unique=True))
    same = min(own)
    rows |= {at: Member((ids[same], at), rows[at].key, rows[at].amount) for at in own if at in rows}
    new = {
        at: Member((ids[same], at), draw(keys), draw(amounts))
        for at in sorted(own)
        if draw(st.integers(0, 3))
    }
    return rows, [at for at in own if at in rows], new


limits = st.sampled_from([F(0), F(1, 2), F(20), F(24), F(28), F(61, 2), F(50), F(100)])
nodes = st.one_of(
    st.builds(node, pooled=st.booleans(), at_most=st.booleans()),
    st.builds(node, pooled=st.booleans(), each=limits, again=st.booleans()),
)


@settings(max_examples=300)
@given(pools(), nodes)
def test_a_share_beside_others_is_that_of_the_pool_cut_again(
    pool: tuple[dict[int, Member], list[int], dict[int, Member]], of: Shared
) -> None:
    members, gone, new = pool
    found = Sharing.of(members).beside(of, gone, new)
    after = {at: one for at, one in members.items() if at not in gone} | new
    whole = cut(of, dict(sorted(after.items())), 9)
    assert found == {at: whole[at] for at in new}
    event("nothing" if None in found.values() else "shared")
    event("limited" if of.each is not None and of.each in found.values() else "free")


KEYS = (F(0), F(1, 2), F(1), F(2), F(1, 3), F(5, 4), F(9, 7))


@pytest.mark.parametrize("at_most", [False, True])
@pytest.mark.parametrize("unit", [F(1), F(1, 100), F(5)])
@pytest.mark.parametrize("amount", [F(1, 2), F(1), F(100), F(-100)])
def test_a_new_key_of_any_fraction_is_cut_as_the_others_are(amount: F, unit: F, at_most: bool) -> None:
    """Each key beside two others, in the place of the first of them or of nobody."""
    of = node(at_most=at_most, unit=unit)
    for one, other, key in product(KEYS, KEYS, KEYS):
        members = {at: Member((f"p{at}", at), own, amount) for at, own in enumerate((one, other))}
        for gone, at in (([0], 0), ([], 2)):
            new = {at: Member((f"p{at}", at), key, amount)}
            after = {row: each for row, each in members.items() if row not in gone} | new
            whole = cut(of, dict(sorted(after.items())), 3)
            assert Sharing.of(members).beside(of, gone, new) == {at: whole[at]}, (one, other, key, gone)


@settings(max_examples=100)
@given(st.data(), nodes, st.sampled_from([1, 40, 3000]), st.sampled_from([2, 400, 30_000]))
def test_shares_of_many_members_whose_keys_differ_are_those_of_the_pool_cut_again(
    data: st.DataObject, of: Shared, each: int, spread: int
) -> None:
    count, drawn = 150, data.draw(st.randoms(use_true_random=False))
    of = replace(of, each=None if of.each is None else of.each * each / 20)
    pot = F(count * each)
    members = {
        at: Member((f"p{drawn.randrange(10)}", at), F(drawn.randrange(900, 900 + spread), 7), pot)
        for at in range(count)
    }
    found = Sharing.of(members)
    for at in drawn.sample(range(count), 6):
        key = F(drawn.randrange(900, 1800 + 2 * spread), drawn.choice([1, 7]))
        new = {at: Member(members[at].name, key, pot)}
        whole = cut(of, members | new, count)
        assert found.beside(of, [at], new) == {at: whole[at]}


@given(st.randoms(use_true_random=False), st.sampled_from([3, 60, 5000]))
def test_keys_are_counted_as_one_by_one_at_any_price_and_up_to_any_key(
    drawn: RandomNumbers, each: int
) -> None:
    """The first question decides in which groups they stand; the others ask for a few keys more or less."""
    keys = [SameKey(key, [(f"p{key % 7}", key)]) for key in sorted(drawn.sample(range(9000), 150))]
    whole = sum(one.key for one in keys)
    found = Remainders(keys)
    for upto in (100, *(drawn.randrange(60, 151) for _ in range(5))):
        price = Price(each * 150, whole + drawn.randrange(-9000, 9000))
        mine = drawn.choice(keys)
        rest = Rest(price.units * mine.key % price.keys, mine.names[0])
        assert found.tally(upto, price, rest) == total(one.tally(price, rest) for one in keys[:upto])


DIFFERENT = [
    pytest.param(node(), id="all are cut"),
    pytest.param(node(each=F(1200)), id="what is over a limit goes to others"),
    pytest.param(node(each=F(1200), again=False), id="what is over a limit is lost"),
]


def test_members_of_one_key_are_looked_at_together() -> None:
    def work(count: int) -> None:
        members = {at: Member((f"p{at}", at), F(at % 7), F(10_000)) for at in range(count)}
        found = Sharing.of(members)
        for at in range(count):
            found.beside(node(), [at], {at: Member((f"p{at}", at), F(8), F(10_000))})

    assert growth(work, 40) < 2.2


@pytest.mark.parametrize("of", DIFFERENT)
def test_twice_as_many_members_whose_keys_all_differ_take_twice_the_calls(of: Shared) -> None:
    def work(count: int) -> None:
        keys = [60_000 + at * 7919 % 60_000 for at in range(count)]
        members = {at: Member((f"p{at}", at), F(key), F(1000 * count)) for at, key in enumerate(keys)}
        found = Sharing.of(members)
        for at in range(count):
            found.beside(of, [at], {at: Member((f"p{at}", at), F(keys[at] + 9001), F(1000 * count))})

    assert growth(work, 200) < 2.2
