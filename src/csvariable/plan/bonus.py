"""Bonuses and rewards outside the weights, as written (language, section 7)."""

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from csvariable.plan.amounts import ShareOf
from csvariable.plan.curve import Condition, MoneyCurve, OneBound, Test, one_kind
from csvariable.plan.model import Model
from csvariable.plan.values import (
    Count,
    HalfDays,
    Money,
    OneOf,
    Price,
    Scope,
    StepName,
    Text,
    problem,
)


class Prize(OneBound):
    """A point of a badge: how many are given."""

    gives: Count


class Badge(Model):
    """Stars by a step; they have no value."""

    by: StepName
    lookup: tuple[Prize, ...] = Field(min_length=1)


class Rank(Model):
    """A contest among the people of the plan."""

    by: StepName
    top: Count
    at_least: Test | None = None
    ties: Annotated[Literal["share"], OneOf] = "share"
    within: Annotated[Literal["team", "role"], OneOf] | None = None


GIFTS = ("item", "voucher", "leave_days", "badge")


class InKind(Model, json_schema_extra={"anyOf": [{"required": [key]} for key in GIFTS]}):
    """What is given in kind."""

    item: Text | None = None
    value: Money | None = None
    voucher: Money | None = None
    leave_days: HalfDays | None = None
    badge: Text | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if all(getattr(self, key) is None for key in GIFTS):
            raise problem(
                "one-source", "`gives` names nothing: write `item`, `voucher`, `leave_days` or `badge`"
            )
        return self


def _pays_tag(value: Any) -> str:
    if isinstance(value, dict):
        return "share-paid"
    return "prizes-paid" if isinstance(value, list | tuple) else "money-paid"


Pays: TypeAlias = Annotated[
    Annotated[Price, Tag("money-paid")]
    | Annotated[ShareOf, Tag("share-paid")]
    | Annotated[tuple[Money, ...], Tag("prizes-paid")],
    Discriminator(_pays_tag),
]

BonusSource: TypeAlias = Literal["pays", "per", "of", "rank", "gives", "badge"]
_OTHERS: tuple[BonusSource, ...] = ("per", "of", "rank", "gives", "badge")
SOURCES: tuple[BonusSource, ...] = ("pays", *_OTHERS)


class Bonus(MoneyCurve, json_schema_extra={"anyOf": [{"required": [key]} for key in SOURCES]}):
    """A condition, one source and limits."""

    name: Text | None = None
    why: Text | None = None
    scope: Scope = "person"
    when: Condition | None = None
    pays: Pays | None = None
    per: StepName | None = None
    of: StepName | None = None
    rank: Rank | None = None
    gives: InKind | None = None
    badge: Badge | None = None
    cap: Money | None = None
    floor: Money | None = None
    present: Annotated[Literal["any", "full-period"], OneOf] = "any"

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        named = [word for word in _OTHERS if getattr(self, word) is not None]
        if self.pays is not None and not {"per", "rank"} & set(named):
            named.append("pays")
        if len(named) != 1:
            message = "a bonus has one source: `pays`, `per`, `of`, `rank`, `gives` or `badge`"
            raise problem(
                "one-source", message if not named else f"{message}; here stand `{'` and `'.join(named)}`"
            )
        if named == ["of"]:
            one_kind(self.kinds)
        elif self.kinds:
            raise problem("one-source", f"`{self.kind.word}` needs `of`, the step that it reads")
        if named[0] in {"per", "rank"} and self.pays is None:
            raise problem("one-source", f"`{named[0]}` needs `pays`")
        if (named == ["rank"]) != isinstance(self.pays, tuple):
            raise problem("one-source", "a list of amounts goes with `rank`, one amount for each place")
        return self

    @property
    def source(self) -> BonusSource:
        """Where the amount comes from."""
        return next((word for word in _OTHERS if getattr(self, word) is not None), "pays")
