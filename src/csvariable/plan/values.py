"""Scalars of a plan as typed fields: text in, exact values out (language, section 1).

Each type is read from the text its author wrote (`source.Scalar`), never from a number that
a YAML library guessed. A value of the wrong kind raises a `PydanticCustomError` whose type
is the name of a rule and whose context may carry the text to write instead.
"""

import datetime as dt
import re
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from csvariable.kernel.message import Message, msg, quoted
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, as_rates, exact_number, read_quantity
from csvariable.kernel.unit import minor_units
from csvariable.plan import patterns
from csvariable.text import Scalar

NOTHING = frozenset({"~", "null", "Null", "NULL"})


def problem(rule: str, message: Message, *readings: str) -> PydanticCustomError:
    """Return an error of a typed field: the rule's name, a sentence, what it can be read as."""
    return PydanticCustomError(rule, "{message}", {"message": message, "readings": readings})


def scalar(value: object, wanted: Message) -> Scalar:
    """Return the scalar, or raise: a mapping, a list or nothing stands where a value is due."""
    if isinstance(value, Scalar):
        if not value.text.strip() and not value.quoted:
            raise problem("missing-value", msg("a value is missing here: write {wanted}", wanted=wanted))
        return value
    shape = msg("a mapping") if isinstance(value, dict) else msg("a list")
    raise problem("wrong-shape", msg("{found} stands where {wanted} is due", found=shape, wanted=wanted))


def quantity(value: object, wanted: Message) -> Quantity:
    """Read any number of the language."""
    if isinstance(value, Quantity):
        return value
    found = scalar(value, wanted)
    try:
        return read_quantity(found.text)
    except NotAQuantity as error:
        if error.readings:
            raise problem("wrong-number", error.said, *error.readings) from None
        raise problem(
            "wrong-number", msg("{problem}: write {wanted}", problem=error.said, wanted=wanted)
        ) from None


def read_rate(value: object) -> Fraction:
    """Read a rate: `85 %`, `112.5 %` or `1/3`; a bare number is refused, it could mean both."""
    if isinstance(value, Fraction):
        return value
    found = quantity(value, msg("a rate such as `85 %`"))
    if found.kind is Kind.RATE:
        return found.value
    if found.kind is Kind.NUMBER:
        raise problem(
            "bare-rate",
            msg("a rate needs its sign: `{text}` could mean {both}", text=found.text, both=_both(found)),
            *as_rates(found.value, found.text),
        )
    raise problem("wrong-number", msg("`{text}` is not a rate: write one such as `85 %`", text=found.text))


def _both(found: Quantity) -> Message:
    return msg("{text} % or {same} times the whole", text=found.text, same=found.text)


def read_factor(value: object) -> Fraction:
    """Read a rate of 0 or more (payments and factors; language, section 4)."""
    rate = read_rate(value)
    if rate < 0:
        raise problem("negative-payment", msg("a payment or a factor is 0 % or more"))
    return rate


def read_part(value: object) -> Fraction:
    """Read a rate between 0 % and 100 %: a part of something."""
    rate = read_factor(value)
    if rate > 1:
        raise problem("more-than-all", msg("it is a part of something: 100 % at most"), "100 %")
    return rate


def read_money(value: object, info: ValidationInfo) -> Fraction:
    """Read an amount of the plan's currency, to its minor unit."""
    if isinstance(value, Fraction):
        return value
    found = money_quantity(value, info)
    minor = minor_units(_currency(info))
    if found.decimals > minor:
        raise problem(
            "too-many-decimals",
            msg(
                "`{text}` has more decimals than {currency} has ({count})",
                text=found.text,
                currency=_currency(info),
                count=minor,
            ),
        )
    return found.value


def read_price(value: object, info: ValidationInfo) -> Fraction:
    """Read a price per unit: money with up to 6 decimals."""
    return value if isinstance(value, Fraction) else money_quantity(value, info).value


def money_quantity(value: object, info: ValidationInfo) -> Quantity:
    """Read money or a bare number as money; refuse a rate, a duration, another currency."""
    found = quantity(value, msg("an amount such as `2500` or `2500.50`"))
    if found.kind is Kind.MONEY and found.currency != _currency(info):
        raise problem(
            "other-currency",
            msg(
                "`{text}` is not in the plan's currency, {currency}",
                text=found.text,
                currency=_currency(info),
            ),
        )
    if found.kind not in {Kind.MONEY, Kind.NUMBER}:
        raise problem(
            "wrong-number", msg("`{text}` is not an amount: write one such as `2500`", text=found.text)
        )
    if found.value < 0:
        raise problem("negative-payment", msg("an amount of a plan is 0 or more"))
    return found


def _currency(info: ValidationInfo) -> str:
    context: dict[str, str] = info.context or {}
    return context.get("currency", "EUR")


def read_level(value: object) -> Quantity:
    """Read a number whose unit is that of a KPI: it is checked against the KPI later."""
    return quantity(value, msg("a value such as `90 %`, `42` or `4 h`"))


def read_mark(value: object) -> Quantity:
    """Read a number, or a word of a unit that is counted in words: it is checked against the unit later."""
    text = value.text.strip() if isinstance(value, Scalar) else ""
    if _WORD.fullmatch(text) and text.lower() not in NOTHING:
        return Quantity(Fraction(0), Kind.WORD, text)
    return read_level(value)


_WORD = re.compile(r"[^\W\d][^:{}\[\]]*")


def read_count(value: object) -> int:
    """Read a whole number of 0 or more."""
    if isinstance(value, int):
        return value
    found = scalar(value, msg("a whole number"))
    if not re.fullmatch(r"0|[1-9]\d{0,5}", found.text, re.ASCII):
        raise problem("wrong-number", msg("`{text}` is not a whole number such as `3`", text=found.text))
    return int(found.text)


def read_several(value: object) -> int:
    """Read a whole number of 1 or more: of what does nothing at 0."""
    count = read_count(value)
    if count < 1:
        raise problem("wrong-number", msg("`0` does nothing here: write a whole number of 1 or more"))
    return count


def read_half_days(value: object) -> Fraction:
    """Read a number of days, counted in half days (language, section 7)."""
    if isinstance(value, Fraction):
        return value
    found = scalar(value, msg("a number of days such as `1` or `0.5`"))
    try:
        days = exact_number(found.text)
    except NotAQuantity as error:
        raise problem("wrong-number", error.said, *error.readings) from None
    if days <= 0 or (days * 2).denominator != 1:
        raise problem(
            "wrong-number",
            msg("leave is given in half days: `{text}` is not a number of half days", text=found.text),
        )
    return days


def read_date(value: object) -> dt.date:
    """Read a date: `2026-07-01` and no other order."""
    if isinstance(value, dt.date):
        return value
    found = scalar(value, msg("a date such as `2026-07-01`"))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", found.text, re.ASCII):
        try:
            return dt.date.fromisoformat(found.text)
        except ValueError:
            raise problem(
                "wrong-date", msg("`{text}` is not a day of the calendar", text=found.text)
            ) from None
    raise problem(
        "wrong-date",
        msg("`{text}` is not a date: write year, month and day, as in `2026-07-01`", text=found.text),
    )


def read_flag(value: object) -> bool:
    """Read `true` or `false`; the other YAML words for it are refused."""
    if isinstance(value, bool):
        return value
    found = scalar(value, msg("`true` or `false`"))
    if found.text in {"true", "false"}:
        return found.text == "true"
    meant = [flag for flag, words in _FLAGS.items() if found.text.lower() in words]
    raise problem("wrong-flag", msg("`{text}` is neither `true` nor `false`", text=found.text), *meant)


_FLAGS = {"true": ("true", "yes", "on", "oui"), "false": ("false", "no", "off", "non")}


def read_word(value: object) -> str:
    """Read a word or a sentence as it is written; what YAML calls nothing is no text, unless in quotes."""
    if isinstance(value, str):
        return value
    found = scalar(value, msg("a text"))
    if found.text in NOTHING and not found.quoted:
        raise problem("missing-value", msg("a value is missing here: write {wanted}", wanted=msg("a text")))
    return found.text


def read_text(value: object) -> dict[str, str]:
    """Read a text, alone or by language; the key "" is a text for every language."""
    if isinstance(value, dict):
        unknown = sorted(set(value) - {*patterns.LANGUAGES, ""})
        if unknown:
            raise problem(
                "unknown-language",
                msg(
                    "a text is written in {known}, not in `{language}`",
                    known=quoted(patterns.LANGUAGES, "and"),
                    language=unknown[0],
                ),
            )
        return {language: read_word(text) for language, text in value.items()}
    return {"": read_word(value)}


def read_route(value: object) -> str:
    """Read the name of a step, such as `nrr.attainment`."""
    return read_word(value)


def read_plain_number(value: object) -> Fraction:
    """Read a plain number above 0, such as a factor or a rate of exchange."""
    found = scalar(value, msg("a number such as `12` or `0.92`"))
    try:
        number = exact_number(found.text)
    except NotAQuantity as error:
        raise problem("wrong-number", error.said, *error.readings) from None
    if number <= 0:
        raise problem("wrong-number", msg("`{text}` is not above 0", text=found.text))
    return number


Rate = TypeAliasType("Rate", Annotated[Fraction, PlainValidator(read_rate), WithJsonSchema(patterns.RATE)])
Factor = TypeAliasType(
    "Factor", Annotated[Fraction, PlainValidator(read_factor), WithJsonSchema(patterns.FACTOR)]
)
Portion = TypeAliasType(
    "Portion", Annotated[Fraction, PlainValidator(read_part), WithJsonSchema(patterns.FACTOR)]
)
Money = TypeAliasType(
    "Money", Annotated[Fraction, PlainValidator(read_money), WithJsonSchema(patterns.MONEY)]
)
Number = TypeAliasType(
    "Number", Annotated[Fraction, PlainValidator(read_plain_number), WithJsonSchema(patterns.NUMBER)]
)
Price = TypeAliasType(
    "Price", Annotated[Fraction, PlainValidator(read_price), WithJsonSchema(patterns.MONEY)]
)
Level = TypeAliasType(
    "Level", Annotated[Quantity, PlainValidator(read_level), WithJsonSchema(patterns.LEVEL)]
)
Mark = TypeAliasType("Mark", Annotated[Quantity, PlainValidator(read_mark), WithJsonSchema(patterns.MARK)])
Count = TypeAliasType("Count", Annotated[int, PlainValidator(read_count), WithJsonSchema(patterns.COUNT)])
Several = TypeAliasType(
    "Several", Annotated[int, PlainValidator(read_several), WithJsonSchema(patterns.SEVERAL)]
)
HalfDays = TypeAliasType(
    "HalfDays", Annotated[Fraction, PlainValidator(read_half_days), WithJsonSchema(patterns.HALF_DAYS)]
)
Date = TypeAliasType("Date", Annotated[dt.date, PlainValidator(read_date), WithJsonSchema(patterns.DATE)])
Flag = TypeAliasType("Flag", Annotated[bool, PlainValidator(read_flag), WithJsonSchema(patterns.FLAG)])
Word = TypeAliasType("Word", Annotated[str, PlainValidator(read_word), WithJsonSchema(patterns.WORD)])
Prose = TypeAliasType("Prose", Annotated[str, PlainValidator(read_word), WithJsonSchema(patterns.WORD)])
"""A text that people read, where it is written in one language."""
Text = TypeAliasType(
    "Text", Annotated[dict[str, str], PlainValidator(read_text), WithJsonSchema(patterns.TEXT)]
)
StepName = TypeAliasType(
    "StepName", Annotated[str, PlainValidator(read_route), WithJsonSchema(patterns.STEP)]
)
Raw: TypeAlias = Any
"""A part that is kept as written: roles and examples are read on the document."""


def unwrap(value: object) -> object:
    """Return the text of a scalar, for closed lists of words."""
    return value if isinstance(value, str) else scalar(value, msg("a word")).text


OneOf = BeforeValidator(unwrap)
"""Reads a word of a closed list: `Annotated[Literal[...], OneOf]`."""


Missing = TypeAliasType(
    "Missing", Annotated[Literal["error", "zero", "at-target", "reweight", "hold"], OneOf]
)
NumberUnit: TypeAlias = Annotated[
    Literal["percent", "points", "number", "score", "money", "hours", "minutes", "days"], OneOf
]
UnitWord: TypeAlias = Annotated[
    Literal["percent", "points", "number", "score", "money", "hours", "minutes", "days", "yes-no", "level"],
    OneOf,
]
Scope = TypeAliasType("Scope", Annotated[Literal["person", "team", "company"], OneOf])


def text_of(text: dict[str, str] | None, language: str, otherwise: str) -> str:
    """Return a text in a language, in any language it is written in, or `otherwise`."""
    if not text:
        return otherwise
    return text.get(language) or text.get("") or next(iter(text.values()))
