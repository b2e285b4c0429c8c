"""The grammar of a number in a cell: groups, decimal mark, sign, and what is refused.

A text with two readings is refused rather than guessed, no binary float exists, and nothing
is rounded: every number is the exact `Fraction` that its author wrote (language, section 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from csvariable.kernel.excerpt import EXCERPT
from csvariable.kernel.message import Message, msg
from csvariable.kernel.quantity import MAX_INTEGER_DIGITS

MAX_DECIMALS = 12
"""Decimals of a fact, counted as written; a plan has fewer."""

LONGEST = EXCERPT
"""The most characters of a value: a message repeats the whole of it."""


class NoValue(Enum):
    """The type of `MISSING`."""

    MISSING = "missing"


class Ambiguous(Enum):
    """The type of `AMBIGUOUS`."""

    AMBIGUOUS = "ambiguous"


MISSING: Final = NoValue.MISSING
"""No value was given: neither zero nor an error by itself."""

AMBIGUOUS: Final = Ambiguous.AMBIGUOUS
"""The decimal mark cannot be decided from the texts."""

MISSING_WORDS: Final = frozenset({"", "n/a", "na", "#n/a", "-", "\u2013", "\u2014", "null"})
"""Texts that mean «no value», in lower case. `none` and `nan` are not among them: one is zero
to some people, the other comes from a division by zero; both are refused with a sentence."""


@dataclass(frozen=True, slots=True)
class CellError:
    """Why a text is not a value of the kind asked for, and what to write instead."""

    message: Message
    help: Message | None = None
    asks: bool = False
    """Whether it asks for what is said once for a whole column, such as the decimal mark."""


Number: TypeAlias = Fraction | CellError | NoValue
Mark: TypeAlias = Literal[",", "."]

BLANKS: Final = " \u00a0\u202f\u2009"
GROUPS: Final = BLANKS + "'\u2019"
"""What may part groups of three digits, beside the mark that is not the decimal one."""
SIGNS: Final = "+-\u2212"
SIGN_CLASS: Final = r"+\-\u2212"
"""The same inside the brackets of a pattern, where a bare hyphen makes a range."""


def _pattern(mark: str, other: str) -> re.Pattern[str]:
    """Return the pattern of an unsigned number whose decimal mark is `mark`.

    Groups have three digits, one separator throughout and no zero in front: `0,500` is a
    decimal and never five hundred.
    """
    mark, other = re.escape(mark), re.escape(other)
    grouped = rf"[1-9][0-9]{{0,2}}(?P<group>[{GROUPS}{other}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*"
    return re.compile(rf"(?P<whole>{grouped}|[0-9]+|(?={mark}))(?:{mark}(?P<part>[0-9]+))?")


_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {",": _pattern(",", "."), ".": _pattern(".", ",")}

_CURRENCY = "[A-Z]{0,2}[$\u20ac\u00a3\u00a5]"
AROUND: Final = re.compile(
    rf"[({SIGN_CLASS}{BLANKS}]*(?:[A-Z]{{3}}\b|{_CURRENCY})?[{SIGN_CLASS}{BLANKS}]*"
    rf"(?P<digits>[0-9.,](?:[0-9.,{GROUPS}]*[0-9])?)"
    rf"[{BLANKS}]*(?:%|{_CURRENCY}|[A-Za-z]{{1,7}})?[){BLANKS}%]*"
)
"""What may stand around the digits of a number when only its decimal mark is looked for."""


def is_missing(text: str) -> bool:
    """Whether a text is one of the spellings of «no value»."""
    return text.strip().casefold() in MISSING_WORDS


# ------------------------------------------------------------------------------ the mark


def marks_of(text: str) -> frozenset[str]:
    """Return the decimal marks under which a text with `,` or `.` is a number; none for other texts."""
    if ("," not in text and "." not in text) or len(text) > LONGEST:
        return frozenset()
    around = AROUND.fullmatch(text.strip())
    if around is None:
        return frozenset()
    return frozenset(mark for mark, pattern in _PATTERNS.items() if pattern.fullmatch(around["digits"]))


def ambiguous_grouping(texts: Iterable[str], decimal: str | None) -> str | None:
    """Return the first text such as `1,234` or `1.234` that has two readings, or None.

    With a known decimal mark nothing is ambiguous.
    """
    if decimal is not None:
        return None
    return next((text for text in texts if len(marks_of(text)) > 1), None)


def decimal_mark(texts: Iterable[str], dialect_hint: str | None) -> Mark | Ambiguous | None:
    """Return the decimal mark of texts, by unanimous evidence only.

    A hint (an option, or what the rest of the file showed) decides. Without one, the texts
    that read in one way only decide if they agree. Both marks, or nothing but texts such as
    `1,234`: `AMBIGUOUS`, and the caller asks for `--decimal`. None: no text needs a mark.
    """
    if dialect_hint is not None:
        return "," if dialect_hint == "," else "."
    readings = {marks_of(text) for text in texts}
    sure = {mark for marks in readings if len(marks) == 1 for mark in marks}
    if sure == {","}:
        return ","
    if sure == {"."}:
        return "."
    return AMBIGUOUS if any(readings) else None


def two_marks(texts: Sequence[str]) -> tuple[int, int] | None:
    """Return the first of some texts that shows one decimal mark, and the first that shows the other."""
    first: dict[frozenset[str], int] = {}
    for at, text in enumerate(texts):
        marks = marks_of(text)
        if len(marks) == 1:
            first.setdefault(marks, at)
        if len(first) > 1:
            one, other = first.values()
            return one, other
    return None


# ---------------------------------------------------------------------------- the number


class Peeled(NamedTuple):
    """A text without its sign and the names around it."""

    negative: bool
    names: tuple[str, ...]
    body: str


def peel(text: str, *around: str) -> Peeled | CellError:
    """Take off one sign (or accounting parentheses), and what the patterns call `name`, in any order."""
    if len(text) > LONGEST:
        return CellError(msg("`{text}` is too long for a value", text=text))
    body, signs = text.strip(), ""
    names: list[str] = []
    while len(signs) < 2:
        match = next((found for pattern in around if (found := re.fullmatch(pattern, body))), None)
        if body and body[0] in SIGNS:
            signs, body = signs + body[0], body[1:]
        elif body.startswith("(") and body.endswith(")"):
            signs, body = signs + "-", body[1:-1]
        elif match is None:
            return Peeled(signs not in {"", "+"}, tuple(names), body)
        else:
            names.append(match["name"])
            body = match["rest"]
        body = body.strip()
    return CellError(msg("`{text}` has more than one sign", text=text), msg("write one sign"))


def read_digits(body: str, decimal: str | None) -> Fraction | CellError:
    """Read an unsigned number; its decimal mark may be unknown (None) if only one fits."""
    values: set[Fraction] = set()
    for mark in [decimal] if decimal else _PATTERNS:
        if match := _PATTERNS[mark].fullmatch(body):
            whole, part = re.sub("[^0-9]", "", match["whole"]), match["part"] or ""
            if len(whole.lstrip("0")) > MAX_INTEGER_DIGITS or len(part) > MAX_DECIMALS:
                return CellError(
                    msg(
                        "`{text}` has more than {most} digits before the decimal mark or {decimals} after it",
                        text=body,
                        most=MAX_INTEGER_DIGITS,
                        decimals=MAX_DECIMALS,
                    ),
                    msg("write it shorter: nothing is rounded on reading"),
                )
            values.add(Fraction(int(whole + part), 10 ** len(part)))
    if not values:
        return _not_a_number(body, decimal)
    if len(values) > 1:
        return CellError(
            msg("`{text}` can be read in two ways: nothing shows which mark is the decimal one", text=body),
            msg("say which: `--decimal ,` or `--decimal .`"),
            asks=True,
        )
    return values.pop()


def places_of(body: str, decimal: str | None) -> int:
    """Return the number of decimals written in an unsigned number."""
    found = (_PATTERNS[mark].fullmatch(body) for mark in ([decimal] if decimal else _PATTERNS))
    return max((len(match["part"] or "") for match in found if match), default=0)


def read_number(text: str, decimal: str | None) -> Number:
    """Read a number: `1 234,5`, `-3`, `(12)`; `decimal` is its decimal mark, None if unknown."""
    if is_missing(text):
        return MISSING
    peeled = peel(text)
    return peeled if isinstance(peeled, CellError) else signed(peeled, decimal)


def signed(peeled: Peeled, decimal: str | None) -> Fraction | CellError:
    """Read the digits of a peeled text and give them their sign."""
    value = read_digits(peeled.body, decimal)
    return -value if peeled.negative and isinstance(value, Fraction) else value


_REASONS: Final[tuple[tuple[str, Message, Message | None], ...]] = (
    (
        r"#.*[!?]",
        msg("is the error of a formula"),
        msg("mend the formula, or empty the cell if there is no value"),
    ),
    (
        r"(?i)none|nan",
        msg("is not a number"),
        msg("empty the cell if there is no value, write 0 if it is zero"),
    ),
    (r"(?i)inf(inity)?|\u221e", msg("is not a finite number"), None),
    (
        rf"(?i)[0-9.,]+e[{SIGN_CLASS}]?[0-9]+",
        msg("is written with an exponent"),
        msg("write all its digits"),
    ),
    (r"(?i)0[xob][0-9a-f]+", msg("is not written in decimal digits"), msg("write it in decimal digits")),
    (r".*[0-9]_[0-9].*", msg("has an underscore"), msg("write the digits without it")),
    (r".*%", msg("is a percentage where a number is due"), msg("write the number without the sign")),
    (r".*[-\u2212]", msg("has its sign at the end"), msg("write the sign in front")),
    (r"[0-9]+[.,]", msg("ends with a decimal mark"), msg("write a digit after the mark, or remove it")),
    (
        r"[0-9]+/[0-9]+",
        msg("is a fraction"),
        msg("write the value; that of a KPI may stand in two columns, numerator and denominator"),
    ),
    (
        rf"[0-9.,{GROUPS}]+",
        msg("is not a number"),
        msg("its separators do not part groups of three digits"),
    ),
)


def _not_a_number(body: str, decimal: str | None) -> CellError:
    """Say why a text is not a number, in the most useful way."""
    if not body:
        return CellError(msg("a sign stands without a number"), msg("empty the cell if there is no value"))
    if any(letter.isnumeric() and not letter.isascii() for letter in body):
        return CellError(
            msg("`{text}` has digits other than 0 to 9", text=body), msg("write it with the digits 0 to 9")
        )
    if decimal is not None:
        other, name = (",", msg("comma")) if decimal == "." else (".", msg("point"))
        if _PATTERNS[other].fullmatch(body):
            return CellError(
                msg(
                    "`{text}` has a decimal {mark}, but the decimal mark here is `{decimal}`",
                    text=body,
                    mark=name,
                    decimal=decimal,
                ),
                msg(
                    "write it with `{decimal}`, or say `--decimal {other}` if the whole file has it",
                    decimal=decimal,
                    other=other,
                ),
            )
    for pattern, reason, advice in _REASONS:
        if re.fullmatch(pattern, body):
            return CellError(msg("`{text}` {reason}", text=body, reason=reason), advice)
    return CellError(msg("`{text}` is not a number", text=body))
