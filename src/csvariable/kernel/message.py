"""What people read, as a value: an English sentence with gaps, and what stands in the gaps.

The law of this module: nothing here is finished text. The sentence is the identity under which
a catalogue holds its translations; quantities stay quantities, ids stay ids, sentences inside
sentences are messages. `speech.catalogue.say` makes a text of it in a language, at the edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from csvariable.kernel.unit import Unit, decimal_text

Joint: TypeAlias = Literal["and", "or", ";", ","]


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity to be printed as the reader's language prints it.

    `value` is in the terms of a step: a ratio for rates and percentages, hours for hours.
    """

    value: Fraction
    unit: Unit
    currency: str = ""
    """ISO code; only amounts of money need it."""
    against: tuple[Fraction, ...] = ()
    """What the value was compared with: it is never rounded onto or across one of these."""

    def __str__(self) -> str:
        if self.unit in {Unit.PERCENT, Unit.RATE}:
            return f"{decimal_text(self.value * 100)} %"
        if (word := self.unit.word(self.value)) is not None:
            return word.id
        currency = self.currency if self.unit is Unit.MONEY else ""
        return " ".join(filter(None, (decimal_text(self.value), currency)))


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values in a row, joined as the reader's language joins them: `a, b or c`."""

    items: tuple[Filling, ...]
    joint: Joint = ","

    def __str__(self) -> str:
        said = [str(item) for item in self.items]
        if self.joint in {",", ";"} or len(said) < 2:
            return f"{self.joint} ".join(said)
        return f"{', '.join(said[:-1])} {self.joint} {said[-1]}"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence, label or word to be said in a language."""

    text: str
    """The English of it, with named gaps `{like_this}`: its identity in a catalogue."""
    values: tuple[tuple[str, Filling], ...] = ()
    plural: str | None = None
    """The English for other numbers than one; the value `count` decides."""
    context: str | None = None
    """Tells apart what English says alike and other languages do not."""

    def given(self, **values: Filling) -> Message:
        """Return the message with these values in its gaps, beside those that it has."""
        return Message(self.text, (*self.values, *values.items()), self.plural, self.context)

    def __str__(self) -> str:
        """Return plain English, for logs and tests; readers are given what `say` returns."""
        values = dict(self.values)
        text = self.text if self.plural is None or values.get("count") == 1 else self.plural
        return text.format_map({name: _plain(value) for name, value in values.items()})


def _plain(value: Filling) -> str:
    if isinstance(value, Fraction):
        return decimal_text(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


Filling: TypeAlias = "str | int | Fraction | date | Amount | Listing | Message"


def msg(text: str, /, **values: Filling) -> Message:
    """Return the message `text`, an English sentence with a gap for each of the values."""
    return Message(text, tuple(values.items()))


def counted(one: str, many: str, /, count: int | Fraction | None = None, **values: Filling) -> Message:
    """Return a message that depends on a number, given here or later: `{count} error`, `{count} errors`."""
    known: tuple[tuple[str, Filling], ...] = () if count is None else (("count", count),)
    return Message(one, (*known, *values.items()), many)


def in_context(context: str, text: str, /, **values: Filling) -> Message:
    """Return a message that the context tells apart from others of the same English."""
    return Message(text, tuple(values.items()), None, context)


def texts(value: Filling) -> Iterator[str]:
    """Yield every text that stands in a gap, however deep: ids, words of a plan, what was read."""
    match value:
        case str():
            yield value.strip("`")
        case Message():
            for _, inner in value.values:
                yield from texts(inner)
        case Listing():
            for inner in value.items:
                yield from texts(inner)
        case _:
            return


def of_data(context: str, text: str) -> Message:
    """Return a sentence that a file of data holds, which is gathered into the catalogues as source is."""
    return Message(text, context=context)


def listed(items: Iterable[Filling], joint: Joint = ",") -> Listing:
    """Return several values in a row."""
    return Listing(tuple(items), joint)


def quoted(names: Iterable[str], joint: Joint = ",") -> Listing:
    """Return names in a row, each as code: `a`, `b` or `c`."""
    return Listing(tuple(f"`{name}`" for name in names), joint)


class Told(ValueError):  # noqa: N818 - what a text is not, rather than a fault of the program
    """A refusal that says what is wrong as a message, for whoever places it."""

    def __init__(self, said: Message) -> None:
        """Keep the message."""
        super().__init__(str(said))
        self.said = said


__all__ = [
    "Amount",
    "Filling",
    "Joint",
    "Listing",
    "Message",
    "Told",
    "counted",
    "in_context",
    "listed",
    "msg",
    "quoted",
    "texts",
]
