"""What a plan writes, in the words and numbers of a language: values with their unit, conditions, points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import Filling, Message, in_context, listed, msg
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, read_quantity
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.curve import KINDS, CurveKind
from csvariable.plan.model import title_at
from csvariable.plan.point import CORNER_WORDS, PLACE_WORDS
from csvariable.scenario.differences import SILENT
from csvariable.speech.catalogue import in_schema
from csvariable.speech.closed_words import closed_word
from csvariable.speech.figures import ends, exact_money, exact_number, exact_rate
from csvariable.speech.language import Language
from csvariable.speech.numbers import NO_BREAK, date_text, day_unit, duration_text
from csvariable.speech.saying import in_language, value_said
from csvariable.text import Document, Node, Scalar

BOUND: Final = {
    "from": msg("from {level}"),
    "above": msg("above {level}"),
    "up_to": msg("up to {level}"),
    "below": msg("below {level}"),
    "at": msg("at {level}"),
    "is": in_context("exactly", "{level}"),
}
_BOUNDS = frozenset(PLACE_WORDS)
_PAY = ("pays", "rate", "gives")
_PAID = msg("{bound}: {pays}")
_BEFORE = msg("{pays}, {before} just before")
_OF = msg("{name} {bound}")
_ANY = msg("one of ({conditions})")
_ALL = msg("{all}")
_TITLED = msg("{title} {value}")
_NOTHING = "«»"
_MONEY = frozenset("target_incentive cap cap_total floor draw".split())


@dataclass(frozen=True, slots=True)
class PlanWords:
    """A plan, to say what stands in it."""

    document: Document
    language: Language

    @property
    def currency(self) -> str:
        """The currency of the plan."""
        found = self.document.value(("currency",))
        return "EUR" if found is None else found.text

    def content(self, node: Node, route: Route) -> str:
        """Return a part in words: a value, a condition, points of a curve, or what stands in it."""
        match node.value:
            case dict() as children:
                return self._mapping(children, route)
            case tuple() as items:
                said = [self.content(item, (*route, at)) for at, item in enumerate(items)]
                parts = listed(said, ";" if items and isinstance(items[0].value, dict) else ",")
                return value_said(parts, self.language) or _NOTHING
            case scalar:
                return self.value(scalar, route)

    def value(self, scalar: Scalar, route: Route) -> str:
        """Return a value with its unit, as the language writes it, all its decimals kept."""
        text = scalar.text.strip()
        if scalar.quoted or not text:
            return text or _NOTHING
        try:
            return self._quantity(read_quantity(text), route)
        except NotAQuantity:
            pass
        try:
            return date_text(date.fromisoformat(text), language=self.language)
        except ValueError:
            word = closed_word(text, route)
            return text if word is None else in_language(word, self.language)

    def _quantity(self, found: Quantity, route: Route) -> str:
        language = self.language
        match found.kind:
            case Kind.RATE if "/" in found.text and not ends(found.value * 100):
                return found.text
            case Kind.RATE:
                return exact_rate(found.value, language=language)
            case Kind.MONEY:
                return exact_money(found.value, found.currency or self.currency, language=language)
            case Kind.DURATION:
                return duration_text(found.value, language=language)
            case Kind.DAYS:
                return exact_number(found.value, language=language) + NO_BREAK + day_unit(language)
            case _ if self.unit(route) is Unit.MONEY:
                return exact_money(found.value, self.currency, language=language)
            case _:
                return exact_number(found.value, language=language)

    def unit(self, route: Route) -> Unit | None:
        """Return the unit of a bare number at a route; None where it is a number alone."""
        keys = [str(key) for key in route if isinstance(key, str)]
        match keys:
            case [head, *_] if head in _MONEY:
                return Unit.MONEY
            case ["pool", _, "amount" | "each_at_most", *_] | ["bonuses", _, "pays" | "cap" | "floor", *_]:
                return Unit.MONEY
            case ["bonuses", _, "gives", "value"] | ["bonuses", _, "matrix", "pays"]:
                return Unit.MONEY
            case ["bonuses", _, kind, pays] if kind in KINDS and pays in _paid_by(KINDS[kind]):
                return Unit.MONEY
            case ["bonuses", bonus, part, *_] if part in KINDS or part == "threshold":
                return self._of_step(self.document.value(("bonuses", bonus, "of")))
            case ["modifiers", modifier, "curve", *_]:
                return self._of_step(self.document.value(("modifiers", modifier, "by")))
            case ["kpis", kpi, *_] | ["ramp", kpi]:
                return self._of_step(Scalar(kpi))
            case [*_, "when", step, word] if word in _BOUNDS:
                return self._of_step(Scalar(step))
            case [*_, "any" | "all", step, word] if word in _BOUNDS:
                return self._of_step(Scalar(step))
        return None

    def _of_step(self, step: Scalar | None) -> Unit | None:
        if step is None:
            return None
        kpi, _, field = step.text.partition(".")
        unit = self.document.value(("kpis", kpi, "unit")) or self.document.value(("columns", kpi, "unit"))
        money = unit is not None and unit.text == "money" and field in {"", "actual", "target"}
        return Unit.MONEY if money else None

    def name(self, step: str) -> str:
        """Return a step with the name of its KPI."""
        kpi, dot, field = step.partition(".")
        return kpi_name(self.document, kpi, self.language) + dot + field

    def called(self, section: str, own: str) -> str:
        """Return the name that the plan shows of a gate, a bonus, a modifier or a pool, else its id."""
        return shown_name(self.document, section, own, self.language)

    # Parts

    def _mapping(self, children: dict[str, Node], route: Route) -> str:
        if not children:
            return _NOTHING
        if set(children) <= _BOUNDS:
            return self._bounds(children, route)
        words = [word for word in (*CORNER_WORDS, *PLACE_WORDS) if word in children]
        pays = next((key for key in _PAY if key in children), None)
        if pays is not None and set(children) <= {*words, pays, "before"} and len(words) <= 1:
            return self._point(children, pays, route)
        if route and (route[-1] == "when" or self._is_condition(route)):
            return self.condition(children, route)
        said = []
        for key, child in children.items():
            if key in SILENT:
                continue
            title = title_at(Plan, (*route, key))
            name = str(key) if title is None else _lower(in_schema(title, self.language))
            inner = self.content(child, (*route, key))
            shown = f"({inner})" if isinstance(child.value, dict | tuple) else inner
            said.append(self.say(_TITLED, title=name, value=shown))
        return ", ".join(said) or _NOTHING

    @staticmethod
    def _is_condition(route: Route) -> bool:
        words = [key for key in route if isinstance(key, str)]
        return len(words) > 1 and words[-1] in {"any", "all"} and isinstance(route[-1], int)

    def condition(self, children: dict[str, Node], route: Route) -> str:
        """Return a condition in words."""
        said = []
        for key, child in children.items():
            inside = (*route, key)
            if key in {"any", "all"} and isinstance(child.value, tuple):
                each = [self.content(one, (*inside, at)) for at, one in enumerate(child.value)]
                if key == "any":
                    said.append(self.say(_ANY, conditions=listed(each, "or")))
                else:
                    said += each
            else:
                said.append(self.say(_OF, name=self.name(key), bound=self.content(child, inside)))
        return in_language(_ALL.given(all=listed(said, "and")), self.language)

    def _bounds(self, children: dict[str, Node], route: Route) -> str:
        said = [
            self.say(BOUND[word], level=self.content(child, (*route, word)))
            for word, child in children.items()
        ]
        return in_language(_ALL.given(all=listed(said, "and")), self.language)

    def _point(self, children: dict[str, Node], pays: str, route: Route) -> str:
        amount = self.content(children[pays], (*route, pays))
        if "before" in children:
            before = self.content(children["before"], (*route, "before"))
            amount = self.say(_BEFORE, pays=amount, before=before)
        word = next((word for word in BOUND if word in children), None)
        if word is None:
            return amount
        bound = self.say(BOUND[word], level=self.content(children[word], (*route, word)))
        return self.say(_PAID, bound=bound, pays=amount)

    def say(self, message: Message, **gaps: Filling) -> str:
        """Say a message in the language."""
        return in_language(message.given(**gaps), self.language)


def kpi_name(document: Document, kpi: str, language: Language) -> str:
    """Return the name of a KPI as a plan writes it, else its id."""
    return shown_name(document, "kpis", kpi, language)


def shown_name(document: Document, section: str, own: str, language: Language) -> str:
    """Return the name that a plan shows of something with an id, else its id."""
    route: Route = (section, own, "name")
    named = document.value((*route, language)) or document.value(route)
    return named.text if named is not None else own


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _paid_by(kind: CurveKind) -> tuple[str, ...]:
    """Return the keys of a point that say what it pays."""
    return ("rate",) if kind.per_unit else ("pays", "before")
