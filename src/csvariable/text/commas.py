"""Decimal commas in brackets, where YAML takes them for the end of a value: `{weight: 60,5 %}`."""

from __future__ import annotations

import re
import string
from typing import cast

from csvariable.kernel.diagnostic import Diagnostic, error, warning
from csvariable.kernel.message import msg
from csvariable.text.document import Document
from csvariable.text.node import Node, Scalar, Span

_COMMA = re.compile(r"[0-9],[0-9]")
_WHOLE = r"[+-]?[0-9][0-9.]*"  # these are compiled where a comma cut something off
_SIGN = r"[ \u00a0\u202f\u2009]*(?:%|h\b|min\b|d\b)|"
_REST = r"[0-9]+(?:\.[0-9]+)?[ \u00a0\u202f\u2009]*(?:%|[A-Za-z]{1,7})?"


def comma_before(document: Document, start: int, *, keyed: bool) -> Diagnostic | None:
    """Return what there is to say of a comma inside a number, in front of a value or of a key.

    It is an error where the two can only be one number, else a warning.
    """
    text = document.text
    if not _COMMA.match(text, start - 2):
        return None
    left, right = text[max(0, start - 41) : start - 1], text[start : start + 40]
    before = left[len(left.rstrip(string.digits)) :]
    after = right[: len(right) - len(right.lstrip(string.digits))]
    number = f"{before}{after}" if len(after) == len("000") else f"{before}.{after}"
    sign = "" if keyed else cast("re.Match[str]", re.match(_SIGN, right[len(after) :]))[0]
    one = bool(sign) or (not keyed and len(after) > 1 and after[0] == "0")
    return (error if one else warning)(
        "flow-comma",
        msg(
            "`{before},{after}` is read as two values, `{one}` and `{two}`",
            before=before,
            after=after,
            one=before,
            two=after,
        ),
        document.locate(Span(start - 1 - len(before), start + len(after))),
        help=msg(
            "for one number write `{number}`; for two, a space: `{before}, {after}`",
            number=number + sign,
            before=before + sign,
            after=after + sign,
        ),
    )


def is_cut_off(node: Node, name: str, key: Span, last: Node | None) -> bool:
    """Whether a key without a value is what a decimal comma cut off from the value in front of it."""
    return (
        node.value == Scalar("")
        and re.fullmatch(_REST, name) is not None
        and last is not None
        and isinstance(last.value, Scalar)
        and re.fullmatch(_WHOLE, last.value.text) is not None
        and last.span is not None
        and last.span.end + 1 == key.start
    )
