"""What one person would have of a pool is what the whole pool, cut again, gives."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction as F

from growth import growth
from hypothesis import event, given, settings, strategies as st

from csvariable.engine.exact.across import shared
from csvariable.engine.sharing import Member, Sharing
from csvariable.facts.model import Value
from csvariable.kernel.formula import Shared

keys = st.one_of(
    st.sampled_from([F(0), F(0), F(1), F(1), F(2), F(1, 3), F(7, 2)]),
    st.sampled_from([None, F(-1), F(5, 4), F(9, 7)]),
)
amounts = st.sampled_from([F(100), F(100), F(100), F(0), F(-100), F(1, 3), None])


def node(*, pooled: bool = False, at_most: bool = False, each: F | None = None) -> Shared:
    return Shared("amount", pooled, "key", "member", "company", at_most, F(1), each)


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


@settings(max_examples=200)
@given(pools(), st.booleans(), st.booleans())
def test_a_share_beside_others_is_that_of_the_pool_cut_again(
    pool: tuple[dict[int, Member], list[int], dict[int, Member]], pooled: bool, at_most: bool
) -> None:
    members, gone, new = pool
    of = node(pooled=pooled, at_most=at_most)
    given_ = Sharing.of(members).beside(of, gone, new)
    below = any((one.key or 0) < 0 for one in (*members.values(), *new.values()))
    assert given_ is not None or below
    if given_ is None or below:
        assert given_ is None or not new or set(given_.values()) == {None}
        event("cut again")
        return
    after = {at: one for at, one in members.items() if at not in gone} | new
    whole = cut(of, dict(sorted(after.items())), 9)
    assert given_ == {at: whole[at] for at in new}
    event("nothing" if None in given_.values() else "shared")


def test_a_limit_for_each_is_cut_again() -> None:
    members = {at: Member((f"p{at}", at), F(1), F(10)) for at in range(3)}
    assert Sharing.of(members).beside(node(each=F(2)), [0], {0: Member(("p0", 0), F(2), F(10))}) is None


def test_members_of_one_key_are_looked_at_together() -> None:
    def work(count: int) -> None:
        members = {at: Member((f"p{at}", at), F(at % 7), F(10_000)) for at in range(count)}
        found = Sharing.of(members)
        for at in range(count):
            found.beside(node(), [at], {at: Member((f"p{at}", at), F(8), F(10_000))})

    assert growth(work, 40) < 2.2
