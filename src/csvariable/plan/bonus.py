"""Bonuses and rewards outside the weights, as written (language, section 7)."""

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from csvariable.kernel.message import msg, quoted
from csvariable.plan.amounts import ShareOf
from csvariable.plan.condition import Condition
from csvariable.plan.contest import Rank
from csvariable.plan.curve import MoneyCurve, one_kind
from csvariable.plan.gift import Badge, Gives, InKind
from csvariable.plan.ids import Id
from csvariable.plan.matrix import MoneyMatrix
from csvariable.plan.model import Model
from csvariable.plan.shared import Name, Why
from csvariable.plan.values import (
    Date,
    Flag,
    Money,
    OneOf,
    Price,
    Rate,
    Scope,
    Several,
    StepName,
    problem,
)


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


class Later(Model, title="Later"):
    """How much later a part is paid."""

    periods: Several = Field(title="Periods", description="How many periods later it is paid.")


class PaidPart(Model, title="Part"):
    """A part of a bonus, and what it waits for."""

    share: Rate = Field(
        title="Share", description="The part of the bonus, such as `60 %`.", examples=["60 %"]
    )
    after: Later | None = Field(
        default=None, title="After", description="How much later it is paid; without it, at once."
    )
    when: Condition | None = Field(
        default=None, title="When", description="The condition that it waits for; it is paid once it holds."
    )


class BonusWindow(Model, title="Window"):
    """Some days of the period, both included."""

    from_: Date = Field(alias="from", title="From", description="The first day.")
    to: Date = Field(title="To", description="The last day.", examples=["2026-07-14"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise problem("wrong-date", msg("a window ends on its first day or later"))
        return self


BonusSource: TypeAlias = Literal["pays", "per", "of", "rank", "gives", "badge", "matrix"]
_OTHERS: tuple[BonusSource, ...] = ("per", "of", "rank", "gives", "badge", "matrix")
SOURCES: tuple[BonusSource, ...] = ("pays", *_OTHERS)


class Bonus(MoneyCurve, title="Bonus", json_schema_extra={"anyOf": [{"required": [key]} for key in SOURCES]}):
    """A condition, one source and limits."""

    name: Name = None
    why: Why = None
    scope: Scope = Field(
        default="person",
        title="Scope",
        description=("Whose value the condition reads, and who is given it: a person, a team, the company."),
    )
    when: Condition | None = Field(
        default=None, title="When", description="The condition; without it, the bonus is always given."
    )
    pays: Pays | None = Field(
        default=None,
        title="Pays",
        description=(
            "An amount, a share of a salary or of a step, or, for a rank, the amount of each place."
        ),
        examples=[500, {"share": "2 %", "of": "salary"}, [1000, 500, 250]],
    )
    per: StepName | None = Field(
        default=None,
        title="For each",
        description="The step whose units are counted: `pays` is for each of them.",
        examples=["upsells"],
    )
    of: StepName | None = Field(
        default=None, title="Of", description="The step that the curve reads.", examples=["upsell_amount"]
    )
    bands: Annotated[Literal["target"], OneOf] | None = Field(
        default=None,
        title="Bands",
        description="`target`: the bounds of the curve are parts of the person's own target of the KPI.",
    )
    matrix: MoneyMatrix | None = Field(
        default=None, title="Matrix", description="An amount from two measures, in place of a curve."
    )
    window: BonusWindow | None = Field(
        default=None,
        title="Window",
        description="The days over which its KPIs are measured, where they have dated rows.",
    )
    rank: Rank | None = Field(
        default=None,
        title="Rank",
        description="A contest among people; `pays` lists the amounts of its places.",
    )
    gives: Gives | None = Field(
        default=None,
        title="Gives",
        description="What is given in kind; for a rank, a list with what each place is given.",
    )
    by: Annotated[Literal["uniform", "presence"], OneOf] | None = Field(
        default=None,
        title="By",
        description="How the prize of a team is shared by those present; without it, equally.",
    )
    badge: Badge | None = Field(
        default=None, title="Badge", description="Stars by a step; they have no value."
    )
    cap: Money | None = Field(
        default=None, title="Cap", description="The most that it pays.", examples=[2000]
    )
    floor: Money | None = Field(
        default=None,
        title="Floor",
        description="The least that it pays where its condition holds.",
        examples=[200],
    )
    accumulate: Flag = Field(
        default=False,
        title="Accumulation",
        description=(
            "Whether the file holds the values of the year so far: what was paid before is taken off."
        ),
    )
    below_zero: Annotated[Literal["zero", "pay", "carry"], OneOf] = Field(
        default="zero",
        title="Below zero",
        description=(
            "What a negative amount comes to: nothing, a deduction, or a debt that later bonuses repay."
        ),
    )
    paid: tuple[PaidPart, ...] = Field(
        default=(),
        title="Paid",
        description="The parts in which it is paid, at once or later; without it, all at once.",
        examples=[[{"share": "60 %"}, {"share": "40 %", "after": {"periods": 1}}]],
    )
    present: Annotated[Literal["any", "full-period"], OneOf] | None = Field(
        default=None,
        title="Presence",
        description=(
            "Who is given it: whoever is present for a part of the period, or for all of it. Without it, "
            "a person's own money asks for no presence; things, contests and what is of a group ask for some."
        ),
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        named = [word for word in _OTHERS if getattr(self, word) is not None]
        if self.pays is not None and not {"per", "rank"} & set(named):
            named.append("pays")
        if "rank" in named and self.pays is None and "gives" in named:
            named.remove("gives")
        if len(named) != 1:
            message = msg("a bonus has one source: `pays`, `per`, `of`, `matrix`, `rank`, `gives` or `badge`")
            raise problem(
                "one-source",
                message
                if not named
                else msg("{message}; here stand {kinds}", message=message, kinds=quoted(named, "and")),
            )
        self._of_source(named[0])
        return self

    def _of_source(self, source: BonusSource) -> None:
        """Refuse what does not go with a source."""
        named = [source]
        if named == ["of"]:
            one_kind(self.kinds)
        elif self.kinds:
            raise problem(
                "one-source", msg("`{kind}` needs `of`, the step that it reads", kind=self.kind.word)
            )
        elif self.threshold is not None:
            raise problem(
                "one-source",
                msg("`threshold` is said of a curve, and here is none: write in `when` what must be reached"),
            )
        if named[0] in {"gives", "badge"}:
            self._only_money()
        if self.rank is not None and len(set(self.rank.by)) < len(self.rank.by):
            raise problem("one-source", msg("a contest is decided by each step once"))
        if named == ["rank"] and self.floor is not None:
            raise problem("one-source", msg("a contest has no `floor`: its prizes are written"))
        if self.bands is not None and named != ["of"]:
            raise problem("one-source", msg("`bands` needs `of` and a curve, whose bounds it speaks of"))
        prized = named == ["rank"] and self.gives is not None
        if named[0] in {"per", "rank"} and self.pays is None and not prized:
            raise problem("one-source", msg("`{kind}` needs `pays`", kind=named[0]))
        self._of_contests(named[0])
        if (named == ["rank"] and not prized) != isinstance(self.pays, tuple):
            raise problem("one-source", msg("a list of amounts goes with `rank`, one amount for each place"))

    def _of_contests(self, source: str) -> None:
        """Refuse what is said of contests alone where there is none, or none of teams."""
        teams = self.rank is not None and self.rank.of == "team"
        if self.by is not None and not (teams and self.pays is not None):
            raise problem(
                "one-source",
                msg("`by` says how the prize of a team is shared: it needs `rank: {{of: team}}`"),
            )
        if not teams and any(gift.one for gift in self.gifts):
            raise problem(
                "one-source", msg("`one` is said of what a team is given: it needs `rank: {{of: team}}`")
            )
        if source == "gives" and isinstance(self.gives, tuple):
            raise problem("one-source", msg("a list of gifts goes with `rank`, one for each place"))
        if source == "rank" and self.gives is not None:
            self._only_money()

    @property
    def gifts(self) -> tuple[InKind, ...]:
        """What is given in kind, by place where it is a contest."""
        if self.gives is None:
            return ()
        return self.gives if isinstance(self.gives, tuple) else (self.gives,)

    def _only_money(self) -> None:
        """Refuse what is said of an amount where there is none."""
        written = {
            "cap": self.cap is not None,
            "floor": self.floor is not None,
            "accumulate": self.accumulate,
            "below_zero": self.below_zero != "zero",
            "paid": bool(self.paid),
        }
        for word in (word for word, there in written.items() if there):
            raise problem(
                "one-source", msg("`{word}` is said of an amount, and nothing in money is paid", word=word)
            )

    @property
    def share(self) -> ShareOf | None:
        """The share of a step that it pays, where it pays one."""
        return self.pays if isinstance(self.pays, ShareOf) else None

    @property
    def source(self) -> BonusSource:
        """Where the amount comes from."""
        return next((word for word in _OTHERS if getattr(self, word) is not None), "pays")


Bonuses: TypeAlias = dict[Id, Bonus]
"""The bonuses of a plan."""
