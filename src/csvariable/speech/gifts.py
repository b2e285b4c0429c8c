"""Rewards in kind as people say them: stars for badges, days of leave, vouchers with their amount."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from csvariable.facts.plans import Plans
from csvariable.kernel.message import Message, counted, msg
from csvariable.plan.values import text_of
from csvariable.speech.language import Language
from csvariable.speech.numbers import money_text, number_text
from csvariable.speech.saying import in_language
from csvariable.statement import Gift

MOST_STARS: Final = 10
"""Stars that are drawn; more are a number before one star."""


def gift_words(gift: Gift, plans: Plans, language: Language) -> str:
    """Return a reward in words: `T-shirt`, `Gold star ★★☆`, `1.5 days of leave`."""
    return in_language(_gift(gift, plans, language), language)


def _gift(gift: Gift, plans: Plans, language: Language) -> Message:
    reward, quantity = gift.reward, gift.quantity
    name = text_of(reward.item, language, "") or (reward.bonus if reward.kind in {"badge", "item"} else "")
    match reward.kind:
        case "badge":
            drawn = stars(quantity, most_stars(plans, reward.bonus), language)
            return msg("{name} {stars}", name=name, stars=drawn)
        case "leave_days":
            given = counted("{count} day of leave", "{count} days of leave", count=quantity)
        case "voucher":
            amount = money_text(gift.value / quantity, plans.base.currency, language=language)
            given = counted(
                "{count} voucher of {amount}", "{count} vouchers of {amount}", count=quantity, amount=amount
            )
        case _:
            if quantity == 1:
                return msg("{name}", name=name)
            return msg("{count} × {name}", count=number_text(quantity, language=language), name=name)
    return msg("{name}: {given}", name=name, given=given) if name else given


def most_stars(plans: Plans, bonus: str) -> int:
    """Return the most stars that a badge by points gives in any role; 0 where it has no points."""
    badges = [own.badge for plan in plans.all if (own := plan.bonuses.get(bonus)) is not None]
    return max(
        (int(point.gives) for badge in badges if badge is not None for point in badge.lookup), default=0
    )


def stars(quantity: Fraction, most: int, language: Language) -> str:
    """Return stars, hollow up to the most there are: `★★☆`; a number where none, many or not whole."""
    if quantity.denominator != 1 or not 0 < max(int(quantity), most) <= MOST_STARS:
        return f"{number_text(quantity, language=language)} ★"
    return "★" * int(quantity) + "☆" * max(0, most - int(quantity))


__all__ = ["gift_words", "most_stars", "stars"]
