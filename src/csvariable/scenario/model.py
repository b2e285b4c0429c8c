"""What-if as values: new values for routes of a plan, and changes of facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.kernel.diagnostic import Edits, Place, Route
from csvariable.text import Document, Node, Setting

Operation: TypeAlias = Literal["add", "times", "set"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A new value for a route, and who asks for it; None removes what stands there."""

    route: Route
    value: Node | str | None
    by: Setting

    @property
    def written(self) -> str:
        """The value as its author wrote it."""
        if isinstance(self.value, Node):
            if self.value.span is not None and self.by.document is not None:
                return self.by.document.text[self.value.span.start : self.value.span.end]
            return str(getattr(self.value.value, "text", "..."))
        return "null" if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class FactChange:
    """A change of one figure of the facts: `+5 points`, `*1.02`, `-2 %`, `95 %`."""

    figure: str
    """A KPI (its actual), or a column such as `nrr.target`, `salary`, `fte`."""
    text: str
    at: Place


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """People who join or leave."""

    add: tuple[tuple[int, str], ...]
    """How many, and whom they are like."""
    remove: tuple[str, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named what-if; without edits, fact changes or plan it is the run itself."""

    name: str
    description: str | None = None
    edits: tuple[Edit, ...] = ()
    fact_changes: tuple[FactChange, ...] = ()
    only: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    """Whose facts change: `team`, `role`, `participant` -> names; empty is everybody."""
    plan: Document | None = None
    """Another plan to start from; None is the base plan."""
    home: Place | None = None
    """Where the scenario is written."""
    people: PeopleChange | None = None
    """Who joins and who leaves."""

    @property
    def of_facts_only(self) -> bool:
        """Whether the plan stays as it is."""
        return not self.edits and self.plan is None and self.people is None

    def document(self, base: Document) -> Document:
        """Return the plan of the scenario: a new document; the base stays as it is.

        Raises:
            ValueError: for a route that cannot exist.
        """
        found = self.plan or base
        for edit in self.edits:
            edits: Edits = {edit.route: edit.value}
            found = found.edited(edits, edit.by)
        return found

    def beside(self, other: Scenario, name: str) -> Scenario:
        """Return this scenario with what another one changes on top."""
        return Scenario(
            name,
            self.description or other.description,
            (*self.edits, *other.edits),
            (*self.fact_changes, *other.fact_changes),
            self.only or other.only,
            other.plan or self.plan,
            self.home or other.home,
            self.people or other.people,
        )


@dataclass(frozen=True, slots=True)
class FactShift:
    """A change of facts with its amount read: `add`, `times` or `set`, in the unit of its column."""

    operation: Operation
    amount: Fraction
