"""Records are what the library's frozen dataclasses are, word for word and value for value."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from csvariable.record import record


@record(frozen=True, slots=True)
class Tier:
    """A record with every kind of field."""

    start: int
    name: str = "bronze"
    notes: list[str] = field(default_factory=list)
    fix: dict[str, int] | None = field(default=None, hash=False)
    source: object = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Same:
    """The same fields, made by the library."""

    start: int
    name: str = "bronze"
    notes: list[str] = field(default_factory=list)
    fix: dict[str, int] | None = field(default=None, hash=False)
    source: object = field(default=None, repr=False, compare=False)


@record(frozen=True, slots=True)
class Pair:
    """Two fields that can be hashed."""

    left: int
    right: tuple[int, ...] = ()
    aside: dict[str, int] | None = field(default=None, hash=False)


@record(frozen=True, slots=True)
class Single:
    """One field."""

    left: int


@record(frozen=True, slots=True)
class Empty:
    """No field at all."""


@record(frozen=True, eq=False)
class Alone:
    """Equal to itself alone."""

    left: int


def test_it_is_written_as_the_library_writes_it() -> None:
    assert repr(Tier(1, source=5)).replace("Tier", "Same") == repr(Same(1, source=5))
    assert repr(Empty()) == "Empty()"


def test_each_has_its_own_default() -> None:
    one, other = Tier(1), Tier(1)
    assert one.notes == []
    assert one.notes is not other.notes
    assert Tier(2, "gold", ["x"], {"a": 1}, 9).source == 9


def test_what_is_missing_or_too_much_is_refused() -> None:
    with pytest.raises(TypeError, match="start"):
        Tier()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Single(1, 2)  # type: ignore[call-arg]


def test_nothing_changes() -> None:
    tier = Tier(1)
    with pytest.raises(FrozenInstanceError, match="'start' of Tier cannot be changed"):
        tier.start = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del tier.start
    assert not hasattr(tier, "__dict__")


def test_values_decide_what_is_equal() -> None:
    assert Tier(1, source=1) == Tier(1, source=2)
    assert Tier(1) != Tier(2)
    assert Tier(1, fix={"a": 1}) != Tier(1)
    others: list[object] = [Pair(1), 1, Empty(), Alone(1)]
    assert all(Single(1) != other for other in others)
    assert all(other != Single(1) for other in others)
    assert Alone(1) != Alone(1)


def test_equal_values_hash_alike_and_what_is_set_aside_is_not_hashed() -> None:
    assert hash(Pair(1, (2,), {"a": 1})) == hash(Pair(1, (2,)))
    assert hash(Pair(1)) != hash(Pair(2))
    assert hash(Single(1)) == hash(Single(1))
    assert {Pair(1), Pair(1), Pair(2)} == {Pair(1), Pair(2)}


def test_copies_are_equal() -> None:
    pair = Pair(1, (2,), {"a": 1})
    assert replace(pair, left=2) == Pair(2, (2,), {"a": 1})
    assert pickle.loads(pickle.dumps(pair)) == pair  # noqa: S301 - our own bytes
    assert copy.deepcopy(pair) == pair


def test_patterns_read_fields_in_order() -> None:
    match Pair(1, (2,)):
        case Pair(1, (right,)):
            assert right == 2
        case _:
            pytest.fail("the pattern does not match")
    assert [one.name for one in dataclasses.fields(Pair)] == ["left", "right", "aside"]


def test_what_changes_is_no_record() -> None:
    with pytest.raises(TypeError, match="a record never changes"):
        record(frozen=False)
