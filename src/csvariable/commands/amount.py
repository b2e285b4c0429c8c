"""An amount as an option takes it: a plain number of 0 or more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvariable.commands.misuse import Misuse
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from fractions import Fraction


def amount_of(text: str | None, option: str) -> Fraction | None:
    """Read an amount; None where none is given.

    Raises:
        Misuse: for what is no amount.
    """
    from csvariable.kernel.quantity import NotAQuantity, exact_number

    if text is None:
        return None
    try:
        found = exact_number(text.strip())
    except NotAQuantity as problem:
        raise Misuse(problem.said, option) from None
    if found < 0:
        raise Misuse(msg("a limit is 0 or more"), option)
    return found
