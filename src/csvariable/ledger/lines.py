"""The money of a person's result as lines that add up to the total, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeAlias

from csvariable.kernel.purpose import ADDS, Purpose

PersonResult: TypeAlias = Mapping[str, Any]
"""A person of a result (semantics, section 15)."""

ZERO: Final = Fraction(0)
OF_CLOSED: Final = (Purpose.CORRECTIONS.value, Purpose.CORRECTIONS_CARRIED.value)
"""The lines that pay for other periods."""

_NAMED: Final = frozenset(purpose.value for purpose in ADDS if "{}" not in purpose.value)
_RELEASED: Final = tuple(Purpose.BONUS_RELEASED.value.split("{}"))
_HEADS: Final = tuple(purpose.value.removesuffix("{}") for purpose in (Purpose.POOL, Purpose.BONUS))


def lines_of(person: PersonResult) -> dict[str, Fraction]:
    """Return the steps of a person that add up to the total, with their sign."""
    found: dict[str, Fraction] = {}
    for steps, wanted in (*((part["steps"], _is_payout) for part in person.get("parts", ())), _own(person)):
        for name, text in steps.items():
            if wanted(name):
                found[name] = found.get(name, ZERO) + _signed(name, text)
    return found


def _own(person: PersonResult) -> tuple[Mapping[str, str], Any]:
    return person["steps"], _adds


def _is_payout(name: str) -> bool:
    return Purpose.PAYOUT.kpi_of(name) is not None


def _adds(name: str) -> bool:
    """Whether a step is a line; names of KPIs, pools and bonuses hold no dot."""
    of_its_own = name.startswith(_HEADS) and name.count(".") == 1  # what is deferred or owed is no line
    released = name.startswith(_RELEASED[0]) and name.endswith(_RELEASED[1])
    return name in _NAMED or name == Purpose.REPAID or of_its_own or released or _is_payout(name)


def _signed(name: str, text: str) -> Fraction:
    value = Fraction(text)
    return -value if name == Purpose.REPAID else value


def base_of(person: PersonResult | None) -> Fraction:
    """Return the total of a person without what was paid for other periods."""
    if person is None:
        return ZERO
    steps = person["steps"]
    return Fraction(person["total"]) - sum((Fraction(steps.get(name, "0")) for name in OF_CLOSED), ZERO)


class ChangedLine(NamedTuple):
    """A line of a person that two results do not have alike; 0 where one does not have it."""

    person: str
    step: str
    before: Fraction
    after: Fraction

    @property
    def change(self) -> Fraction:
        """What the second has more."""
        return self.after - self.before


def changed_lines(
    person: str, before: PersonResult | None, after: PersonResult | None
) -> Iterator[ChangedLine]:
    """Yield the lines that differ, without those of other periods; they add up to the difference."""
    one, other = ({} if each is None else lines_of(each) for each in (before, after))
    for step in dict.fromkeys((*other, *one)):
        was, now = one.get(step, ZERO), other.get(step, ZERO)
        if was != now and step not in OF_CLOSED:
            yield ChangedLine(person, step, was, now)
