"""Units, and the digits of exact values: how a number is rounded and written as a plain decimal.

The law of this module: nothing is rounded unless `rounded` is called with a declared unit and
mode (language, section 11), and no binary float exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final, Literal

JSON_PLACES = 12


@dataclass(frozen=True, slots=True)
class LevelWord:
    """One of the words that a measure can be, in place of a number."""

    id: str
    names: tuple[tuple[str, str], ...] = ()
    """What readers of a language are shown, by language; the id where there is nothing."""

    def name(self, language: str) -> str:
        """Return what readers of a language are shown."""
        named = dict(self.names)
        return named.get(language) or self.id

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that it can be called in a file, the id first."""
        return (self.id, *(name for _, name in self.names))


class Unit(str):
    """The unit of a KPI, or of a step.

    Values of a unit with `words` are the places of the words, 0 for the worst: they are ordered,
    and nothing is added or multiplied with them.
    """

    __slots__ = ("words",)
    words: tuple[LevelWord, ...]

    PERCENT: ClassVar[Unit]
    POINTS: ClassVar[Unit]
    NUMBER: ClassVar[Unit]
    SCORE: ClassVar[Unit]
    MONEY: ClassVar[Unit]
    HOURS: ClassVar[Unit]
    MINUTES: ClassVar[Unit]
    DAYS: ClassVar[Unit]
    RATE: ClassVar[Unit]
    """A ratio made by the program: attainment, payout rate, factor."""
    FLAG: ClassVar[Unit]
    """1 or 0."""
    YES_NO: ClassVar[Unit]
    LEVEL: ClassVar[Unit]
    """One of some words; without them it is that of no KPI."""

    def __new__(  # noqa: PYI034 - the one unit of a name
        cls, value: str, words: tuple[LevelWord, ...] = ()
    ) -> Unit:
        """Return the one unit of a name, or a unit with these words."""
        known = _UNITS.get(value)
        if known is not None and words in {(), known.words}:
            return known
        made = super().__new__(cls, value)
        made.words = words
        return made

    def __reduce__(self) -> tuple[type[Unit], tuple[str, tuple[LevelWord, ...]]]:
        """Keep the one unit of a name the one, also in another process."""
        return Unit, (self.value, self.words)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same unit, with the same words."""
        return str.__eq__(self, other) is True and self.words == getattr(other, "words", self.words)

    def __ne__(self, other: object) -> bool:
        """Whether it is another unit, or has other words."""
        return not self == other

    def __hash__(self) -> int:
        """Return that of the name."""
        return str.__hash__(self)

    @property
    def value(self) -> str:
        """The name as text."""
        return str.__str__(self)

    def word(self, value: Fraction) -> LevelWord | None:
        """Return the word at the place that a value is; None where it is a number."""
        if value.denominator != 1 or not 0 <= value < len(self.words):
            return None
        return self.words[int(value)]


_UNITS: Final[dict[str, Unit]] = {}
ALL_UNITS: Final = _UNITS.values()
for _name in "percent points number score money hours minutes days rate flag yes-no level".split():
    _UNITS[_name] = Unit(_name, (LevelWord("no"), LevelWord("yes")) if _name == "yes-no" else ())
    setattr(Unit, _name.upper().replace("-", "_"), _UNITS[_name])

TIME_SIGNS: Final = {Unit.HOURS: "h", Unit.MINUTES: "min", Unit.DAYS: "d"}
"""How a plan and a source write the units of time."""
DURATIONS = frozenset(TIME_SIGNS)

Mode = Literal["half-up", "half-even", "half-down", "up", "down"]

_MINOR_UNITS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}


def minor_units(currency: str) -> int:
    """Return the number of decimals of a currency (ISO 4217)."""
    return _MINOR_UNITS.get(currency, 2)


def minor_unit(currency: str) -> Fraction:
    """Return the smallest amount of a currency: 0.01 of most."""
    return Fraction(1, 10 ** minor_units(currency))


def rounded(value: Fraction, unit: Fraction, mode: Mode = "half-up") -> Fraction:
    """Return the multiple of `unit` that `value` is rounded to.

    `half-up` sends ties away from zero, `half-down` towards zero, `up` is away from zero
    and `down` towards zero, for negative values too (language, section 11).
    """
    return unit * multiples(value.numerator * unit.denominator, value.denominator * unit.numerator, mode)


def multiples(top: int, bottom: int, mode: Mode) -> int:
    """Return the whole number that `top / bottom` is rounded to; the bottom is above 0."""
    whole, rest = divmod(abs(top), bottom)
    twice = 2 * rest
    if mode == "up":
        grows = rest > 0
    elif mode == "down":
        grows = False
    elif twice == bottom:
        grows = mode == "half-up" or (mode == "half-even" and whole % 2 == 1)
    else:
        grows = twice > bottom
    count = whole + grows
    return count if top >= 0 else -count


def decimal_text(value: Fraction, places: int = JSON_PLACES) -> str:
    """Return the shortest decimal text of at most `places` decimals, half away from zero."""
    text = fixed_text(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed_text(value: Fraction, places: int) -> str:
    """Return the decimal text of `value` with exactly `places` decimals, half away from zero."""
    scaled = multiples(value.numerator * 10**places, value.denominator, "half-up")
    digits = str(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    if not places:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def amount_text(value: Fraction, currency: str) -> str:
    """Return money with the currency's decimals, or with up to 12 where it is no amount of it."""
    places = minor_units(currency)
    return fixed_text(value, places) if ends_within(value, places) else decimal_text(value)


def ends_within(value: Fraction, places: int) -> bool:
    """Whether a number has at most so many decimals."""
    power: int = 10**places
    return power % value.denominator == 0
