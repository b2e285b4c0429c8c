"""Whether two values of two plans say the same, however they are written."""

from __future__ import annotations

from csvariable.kernel.quantity import Kind as Amount, NotAQuantity, Quantity, read_quantity
from csvariable.text import Node, Scalar


def same(one: Scalar, other: Scalar) -> bool:
    """Whether two texts mean the same value."""
    if one.text == other.text:
        return True
    currencies = {_currency(scalar) for scalar in (one, other)} - {None}
    return len(currencies) < 2 and meant_by(one) == meant_by(other)


def _currency(scalar: Scalar) -> str | None:
    try:
        return read_quantity(scalar.text).currency
    except NotAQuantity:
        return None


def alike(one: Node, other: Node) -> bool:
    """Whether two parts mean the same."""
    return plain_value(one) == plain_value(other)


def plain_value(node: Node) -> object:
    """Return a part as mappings, lists and what its texts mean."""
    match node.value:
        case dict() as children:
            return {key: plain_value(child) for key, child in children.items()}
        case tuple() as items:
            return [plain_value(item) for item in items]
        case scalar:
            return meant_by(scalar)


def meant_by(scalar: Scalar) -> object:
    """Return what a text means; an amount without its currency is of that of the plan."""
    if scalar.quoted:
        return scalar.text
    try:
        found: Quantity = read_quantity(scalar.text)
    except NotAQuantity:
        return scalar.text
    return (found.value, Amount.NUMBER if found.kind is Amount.MONEY else found.kind)
