"""A difference of two plans in words: «the accelerator of NRR above 105 % rises from 150 % to 200 %»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import msg
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, read_quantity
from csvariable.reading.roles import removes, role_document
from csvariable.scenario.differences import Difference, list_of, written_bound
from csvariable.speech.language import Language
from csvariable.speech.parts import POINT, bound_text, holder, part_name
from csvariable.speech.written import BOUND, PlanWords, kpi_name
from csvariable.text import Document, Node, Scalar, parse_route

_RISES = msg("{what} rises from {before} to {after}")
_FALLS = msg("{what} falls from {before} to {after}")
_TURNS = msg("{what} changes from {before} to {after}")
_BOUND_TURNS = msg("{what}: {before} before, {after} now")
_NEW = msg("{what} is new: {after}")
_GONE = msg("{what} is gone (it was {before})")
_MOVED = msg("{what} that pays {pays} starts {after}, not {before}")
_COUNTS = msg("{what}: exactly {level} counts now")
_COUNTS_NOT = msg("{what}: exactly {level} no longer counts")
_TAKEN = msg("{what} is taken away")
_GIVEN = msg("{what} is no longer taken away")
_SETS = msg("{what} {value}")
_ROLE = msg("role {role}: {text}")
_OWNING: Final = frozenset({"from", "up_to", "at", "is"})


def change_sentences(
    found: Iterable[Difference], old: Document, new: Document, language: Language
) -> list[tuple[Difference, str]]:
    """Return a sentence for every difference that can pay."""
    return [(one, change_sentence(one, old, new, language)) for one in found if one.pays]


def change_sentence(one: Difference, old: Document, new: Document, language: Language) -> str:
    """Return a difference in words; what a role sets is read in the plan of that role."""
    route, role = one.route, one.role
    before, after = old, new
    if role is not None and len(one.route) > 2:
        try:
            route = (*parse_route(str(one.route[2])), *one.route[3:])
        except ValueError:
            role = None
        else:
            before, after = role_document(old, role) or old, role_document(new, role) or new
    elif role is not None:
        role = None
    text = _Said(one, route, PlanWords(before, language), PlanWords(after, language)).sentence()
    plan = PlanWords(after, language)
    return plan.say(_ROLE, role=role, text=text) if role is not None else text


class _Said:
    """A difference, and the two plans in which its values are read."""

    def __init__(self, one: Difference, route: Route, old: PlanWords, new: PlanWords) -> None:
        self.one, self.route, self.old, self.new = one, route, old, new

    def sentence(self) -> str:
        """Return the difference in words."""
        plan = self.old if self.one.what == "removed" else self.new
        what = part_name(self.route, plan)
        match self.one.what:
            case "moved":
                return self._moved()
            case "side":
                return self._side(what)
            case "added" | "removed" if self.one.role is not None and _is_null(self.one.new or self.one.old):
                return plan.say(_TAKEN if self.one.what == "added" else _GIVEN, what=what)
            case "added":
                return plan.say(_NEW, what=what, after=self._text(self.one.new, self.new))
            case "removed":
                return plan.say(_GONE, what=what, before=self._text(self.one.old, self.old))
            case _:
                bounds = [written_bound(node) for node in (self.one.old, self.one.new) if node is not None]
                turns = _BOUND_TURNS if any(bounds) else _TURNS
                said = {"rises": _RISES, "falls": _FALLS}.get(self._way(), turns)
                before, after = self._text(self.one.old, self.old), self._text(self.one.new, self.new)
                return plan.say(said, what=what, before=before, after=after)

    def _text(self, node: Node | None, plan: PlanWords) -> str:
        if node is None:
            return ""
        if len(self.route) == 2 and self.route[0] == "roles" and isinstance(node.value, dict):
            return self._lines(node.value, plan)
        if self._is_point() and isinstance(node.value, dict):
            bound = written_bound(node)
            word = bound[0] if bound is not None else None
            children = {key: child for key, child in node.value.items() if key != word}
            return plan.content(Node(children), self.route)
        return plan.content(node, self.route)

    def _lines(self, lines: Mapping[str, Node], plan: PlanWords) -> str:
        """Return what the lines of a role set."""
        role = str(self.route[1])
        own = PlanWords(role_document(plan.document, role) or plan.document, plan.language)
        said = []
        for key, child in lines.items():
            try:
                route = parse_route(key)
            except ValueError:
                continue
            said.append(own.say(_SETS, what=part_name(route, own), value=own.content(child, route)))
        return ", ".join(said)

    def _is_point(self) -> bool:
        found = list_of(self.route)
        return found is not None and len(self.route) == len(found[0]) + 1

    def _moved(self) -> str:
        """Say of a point that pays what it paid where it starts now."""
        plan, (listed, _) = self.new, list_of(self.route) or ((), 0)
        kind = str(listed[-1])
        said = [
            plan.say(BOUND[bound[0]], level=written.value(bound[1], (*self.route, bound[0])))
            for node, written in ((self.one.old, self.old), (self.one.new, self.new))
            if node is not None and (bound := written_bound(node)) is not None
        ]

        what = plan.say(POINT[kind], kpi=holder(self.route, plan, of=True))
        pays = self._text(self.one.new, self.new)
        return plan.say(_MOVED, what=what, pays=pays, before=said[0], after=said[-1])

    def _side(self, what: str) -> str:
        """Say of a bound that is reached now, or exceeded, what becomes of exactly this value."""
        new = self.one.new
        bound = None if new is None else written_bound(new)
        if new is None or bound is None:
            return what
        said = _COUNTS if bound[0] in _OWNING else _COUNTS_NOT
        return self.new.say(said, what=what, level=bound_text(new, self.route, self.new))

    def _way(self) -> str:
        one, other = self.one.old, self.one.new
        if one is None or other is None:
            return "turns"
        if not isinstance(one.value, Scalar) or not isinstance(other.value, Scalar):
            return "turns"
        try:
            before, after = read_quantity(one.value.text), read_quantity(other.value.text)
        except NotAQuantity:
            return "turns"
        alike = _kind(before, self.old) == _kind(after, self.new)
        if alike and after.value > before.value:
            return "rises"
        return "falls" if alike and after.value < before.value else "turns"


def _is_null(node: Node | None) -> bool:
    return node is not None and removes(node)


def _kind(found: Quantity, plan: PlanWords) -> tuple[Kind, str | None]:
    """Return what can be compared: an amount without its currency is of that of the plan."""
    if found.kind is Kind.MONEY and found.currency == plan.currency:
        return Kind.NUMBER, None
    return found.kind, found.currency


__all__ = ["change_sentence", "change_sentences", "kpi_name"]
