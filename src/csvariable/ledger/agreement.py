"""Whether a period that is computed again pays what was closed (ledger, section 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.message import msg
from csvariable.ledger.names import RESULT
from csvariable.ledger.state import State


class PaidOtherwise(NamedTuple):
    """The first step of a person that is not what was closed; None where there is none."""

    person: str
    step: str
    closed: str | None
    computed: str | None


def otherwise(
    closed: Sequence[Mapping[str, Any]], computed: Sequence[Mapping[str, Any]]
) -> list[PaidOtherwise]:
    """Return, for each person who differs, the first step that does, in the order of the pipeline.

    A step that only the newer result has is no difference of itself: a version may tell more.
    """
    now = {one["id"]: one for one in computed}
    found = []
    for one in closed:
        other = now.pop(one["id"], None)
        if other is None:
            found.append(PaidOtherwise(one["id"], "total", one["total"], None))
        elif (first := _first(one, other)) is not None:
            found.append(first)
    return found + [PaidOtherwise(name, "total", None, one["total"]) for name, one in now.items()]


def _first(one: Mapping[str, Any], other: Mapping[str, Any]) -> PaidOtherwise | None:
    person = one["id"]
    heads = ((key, one[key], other[key]) for key in ("target_incentive", "role", "team"))
    parts = zip(one.get("parts", ()), other.get("parts", ()), strict=False)
    inner = (
        (step, value, part["steps"].get(step)) for old, part in parts for step, value in old["steps"].items()
    )
    own = ((step, value, other["steps"].get(step)) for step, value in one["steps"].items())
    ends = (("total", one["total"], other["total"]),)
    for step, value, new in (*heads, *inner, *own, *ends):
        if value != new:
            return PaidOtherwise(person, step, value, new)
    for reward, given in zip(one["rewards"], other["rewards"], strict=False):
        if reward != given:
            return PaidOtherwise(person, f"bonuses.{reward['bonus']}", reward["value"], given["value"])
    if len(one["rewards"]) != len(other["rewards"]):
        longer = max(one["rewards"], other["rewards"], key=len)
        odd = longer[-1]
        sides = (odd["value"], None) if longer is one["rewards"] else (None, odd["value"])
        return PaidOtherwise(person, f"bonuses.{odd['bonus']}", *sides)
    return None


def carried_otherwise(closed: State, computed: State, currency: str) -> list[PaidOtherwise]:
    """Return what a period began or ended with for people, where that is not what was closed."""
    old, new = closed.data(currency), computed.data(currency)
    found = []
    for when in ("opening", "closing"):
        one, other = old[when], new[when]
        people = dict.fromkeys((*one, *other))
        found += [_carried(when, name, one, other) for name in people if one.get(name) != other.get(name)]
    return found


def _carried(when: str, person: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> PaidOtherwise:
    old, new = one.get(person, {}), other.get(person, {})
    name = next(key for key in (*old, *new) if old.get(key) != new.get(key))
    return PaidOtherwise(person, f"{when}.{name}", old.get(name), new.get(name))


def told(found: PaidOtherwise, version: str, place: str) -> Diagnostic:
    """Return an amount that is not computed any more as it was closed, and how to look at both."""
    return error(
        "pays-otherwise",
        msg(
            "`{person}`, `{step}`: {closed} was closed with csvariable {version}, "
            "and {computed} is computed now",
            person=found.person,
            step=found.step,
            closed=found.closed or NOTHING,
            computed=found.computed or NOTHING,
            version=version,
        ),
        FilePlace(f"{place}/{RESULT}"),
        help=msg(
            "`csvariable explain --csm {person} --why {step}` on the files in `{place}`, with both versions, "
            "tells how each comes about",
            person=found.person,
            step=found.step,
            place=place,
        ),
    )


NOTHING = msg("nothing")
