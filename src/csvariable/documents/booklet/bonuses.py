"""What the booklet says of bonuses and pools."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.booklet.settled import (
    is_gated,
    said_of_bonus,
    said_of_pool,
    step_of_curve,
)
from csvariable.documents.booklet.told import curve_blocks, why_words
from csvariable.documents.paper.model import Chapter, Items
from csvariable.kernel.message import Filling, Message, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.plan.acts_on import OF_BONUSES
from csvariable.plan.amounts import ShareOf
from csvariable.plan.bonus import Bonus
from csvariable.plan.gift import InKind
from csvariable.plan.pool import Pool
from csvariable.plan.values import text_of
from csvariable.speech import labels
from csvariable.speech.conditions import condition_words
from csvariable.speech.saying import in_language

KEYS: Final[Mapping[str, Message]] = {
    "uniform": msg("equal parts"),
    "salary": msg("salary"),
    "presence": msg("presence"),
    "target_incentive": msg("target incentive"),
    "earned": msg("what each one earned"),
}

PRESENT: Final[Mapping[str, Message]] = {
    "any": msg("Not for who has no day in the period."),
    "full-period": msg("Only for who is present for the whole period."),
}
WITHIN: Final[Mapping[str, Message]] = {
    "team": msg("People are compared with those of their team."),
    "role": msg("People are compared with those of their role."),
}


def bonuses(voice: PlanVoice) -> Iterator[Chapter]:
    """Yield each bonus: when it is given, what it pays and gives."""
    plan = voice.plan
    for name, bonus in plan.bonuses.items():
        title = voice.say(msg("Bonus: {name}"), name=text_of(bonus.name, voice.language, name))
        step = voice.program.by_name[Purpose.BONUS.named(name)]
        given = voice.program.by_name.get(Purpose.REWARD.named(name), step)
        when = condition_words(voice.voice, step.when if bonus.gives is None else given.when)
        says = [voice.say(msg("Given where {when}."), when=when)] if bonus.when is not None and when else []
        says += [voice.say(one) for one in _pays(voice, bonus)]
        if bonus.rank is not None and bonus.rank.within is not None:
            says.append(voice.say(WITHIN[bonus.rank.within]))
        if bonus.window is not None:
            days = msg("It counts what happened from {day} to {last}.")
            says.append(voice.say(days, day=bonus.window.from_, last=bonus.window.to))
        if bonus.present is not None:
            says.append(voice.say(PRESENT[bonus.present]))
        if bonus.cap is not None:
            says.append(voice.say(msg("At most {amount}."), amount=voice.money(bonus.cap)))
        if bonus.floor is not None:
            least = msg("At least {amount}.")
            if is_gated(plan, f"{OF_BONUSES}{name}"):
                least = msg("At least {amount}, before gates.")
            says.append(voice.say(least, amount=voice.money(bonus.floor)))
        says += [voice.say(one) for one in said_of_bonus(voice, bonus)]
        read = step_of_curve(voice, name, given)
        body = (*why_words(voice, bonus.why), Items(tuple(says)), *curve_blocks(voice, read, title))
        yield Chapter(title, body, level=3)


def _pays(voice: PlanVoice, bonus: Bonus) -> Iterator[Message]:
    name, money = voice.voice.name, voice.money

    def step(written: str) -> str:
        if written in labels.COLUMNS:
            return labels.of_column(written, voice.language)
        return name(written if written in voice.program.by_name else f"{written}.actual")

    match bonus.pays:
        case Fraction() as amount if bonus.per is not None:
            yield msg("Pays {amount} for each {what}.", amount=money(amount), what=step(bonus.per))
        case Fraction() as amount:
            yield msg("Pays {amount}.", amount=money(amount))
        case ShareOf(share=share, of=of):
            yield msg("Pays {share} of {what}.", share=voice.rate(share), what=step(of))
        case tuple() as prizes:
            yield _contest(voice, bonus, prizes, step)
        case _:
            pass
    if bonus.of is not None:
        yield msg("Follows {what}:", what=step(bonus.of))
    if bonus.badge is not None:
        yield msg("Stars by {what}; they have no value in money:", what=step(bonus.badge.by))
    if bonus.gives is not None:
        yield from _gives(voice, bonus)


def _contest(
    voice: PlanVoice, bonus: Bonus, prizes: tuple[Fraction, ...], step: Callable[[str], str]
) -> Message:
    ranks = bonus.rank.by if bonus.rank is not None else ()
    by = in_language(msg(", then "), voice.language).join(step(one) for one in ranks)
    amounts = listed([voice.money(one) for one in prizes])
    if bonus.rank is not None and bonus.rank.of is not None:
        said = msg("A contest of teams by {what}: the places are paid {amounts}, shared by those present.")
    else:
        said = msg("A contest by {what}: the places are paid {amounts}; who ties shares.")
    return said.given(what=by, amounts=amounts)


def _gives(voice: PlanVoice, bonus: Bonus) -> Iterator[Message]:
    if bonus.rank is not None:
        ranks = in_language(msg(", then "), voice.language).join(
            voice.voice.kpi(one) for one in bonus.rank.by
        )
        whose = msg("of teams") if bonus.rank.of else msg("of people")
        yield msg("A contest {whose} by {what}; what each place is given:", whose=whose, what=ranks)
    for gift in bonus.gifts:
        yield from _gift(voice, gift)


def _gift(voice: PlanVoice, gift: InKind) -> Iterator[Message]:
    if gift.item is not None:
        item = text_of(gift.item, voice.language, "")
        value = Fraction(0) if gift.value is None else gift.value
        yield msg("Gives: {item}, worth {value}.", item=item, value=voice.money(value))
    if gift.voucher is not None:
        yield msg("Gives a voucher of {value}.", value=voice.money(gift.voucher))
    if gift.leave_days is not None:
        yield msg("Gives days of leave: {count}.", count=gift.leave_days)
    if gift.badge is not None:
        yield msg("Gives a badge: {name}.", name=text_of(gift.badge, voice.language, ""))


def pools(voice: PlanVoice) -> Iterator[Chapter]:
    """Yield each pool: what is shared, among whom and by what."""
    for name, pool in voice.plan.pool.items():
        title = voice.say(msg("Pool: {name}"), name=text_of(pool.name, voice.language, name))
        says = [voice.say(_shared(voice, pool))]
        if pool.for_ is not None:
            says.append(voice.say(msg("Only for these roles: {roles}."), roles=", ".join(pool.for_)))
        if pool.at_most:
            says.append(voice.say(msg("It is a limit: awards are cut only where they add up to more.")))
        says += [voice.say(one) for one in said_of_pool(voice, pool)]
        yield Chapter(title, (*why_words(voice, pool.why), Items(tuple(says))), level=3)


def _shared(voice: PlanVoice, pool: Pool) -> Message:
    match pool.amount:
        case Fraction() as amount:
            what: Filling = voice.money(amount)
        case ShareOf(share=share, of=of):
            what = msg("{share} of {what}", share=voice.rate(share), what=voice.voice.name(of))
        case _:
            what = msg("what its members earned")
    key: Filling = KEYS[pool.by] if pool.by in KEYS else voice.voice.kpi(pool.by)
    if pool.scope == "company":
        return msg("{what} is shared in the whole company, by {key}.", what=what, key=key)
    return msg("{what} is shared in each team, by {key}.", what=what, key=key)
