"""What a plan does beside its KPIs: amounts, gates, modifiers, limits, bonuses, pools, time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from csvariable.documents.booklet.measures import drawn
from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.booklet.settled import (
    is_gated,
    said_of_bonus,
    said_of_menu,
    said_of_pool,
    step_of_curve,
)
from csvariable.documents.paper.curve_words import as_sentence, board_of
from csvariable.documents.paper.model import Chapter, Items, PaperBlock, Words
from csvariable.kernel.formula import Curve, Grid
from csvariable.kernel.message import Filling, Message, counted, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit
from csvariable.plan.amounts import OF_BONUSES, AnnualAmount, Effect, Limit, ShareOf, ShareOfPay
from csvariable.plan.bonus import Bonus, InKind
from csvariable.plan.pool import Pool
from csvariable.plan.values import text_of
from csvariable.speech import labels
from csvariable.speech.conditions import condition_words
from csvariable.speech.saying import in_language

PERIODS: Final[Mapping[str, Message]] = {
    "month": msg("month"),
    "quarter": msg("quarter"),
    "half": msg("half-year"),
    "year": msg("year"),
}
KEYS: Final[Mapping[str, Message]] = {
    "uniform": msg("equal parts"),
    "salary": msg("salary"),
    "presence": msg("presence"),
    "target_incentive": msg("target incentive"),
    "earned": msg("what each one earned"),
}


def incentive(voice: PlanVoice) -> str:
    """Return what is earned when every result is on target."""
    period: Filling = PERIODS[voice.plan.period]
    match voice.plan.target_incentive:
        case AnnualAmount(annual=annual):
            return voice.say(
                msg("{amount} a year, paid by {period}"), amount=voice.money(annual), period=period
            )
        case ShareOfPay(share=share, of=of):
            column = labels.of_column(of, voice.language)
            return voice.say(msg("{share} of the {column}"), share=voice.rate(share), column=column)
        case Fraction() as amount:
            return voice.say(msg("{amount} for a {period}"), amount=voice.money(amount), period=period)
        case _:
            return voice.say(msg("each person's own, told to them"))


def rules(voice: PlanVoice) -> Iterator[Chapter]:
    """Yield each rule that changes what the results pay."""
    parts = [
        *_menu(voice),
        *_gates(voice),
        *_modifiers(voice),
        *_limits(voice),
        *_bonuses(voice),
        *_pools(voice),
        *_time(voice),
    ]
    if parts:
        yield Chapter(voice.say(msg("Rules")), ())
        yield from parts


# ------------------------------------------------------------------------ gates and modifiers


def _menu(voice: PlanVoice) -> Iterator[Chapter]:
    says = tuple(voice.say(one) for one in said_of_menu(voice))
    if says:
        yield Chapter(voice.say(msg("What each person chooses")), (Items(says),), level=3)


def _gates(voice: PlanVoice) -> Iterator[Chapter]:
    for name, gate in voice.plan.gates.items():
        step = voice.program.by_name[Purpose.GATE.named(name)]
        says = [
            voice.say(msg("Open where {when}."), when=condition_words(voice.voice, step.formula)),
            voice.say(msg("Closed, {effect}."), effect=_effect(voice, gate.otherwise)),
        ]
        if gate.missing is not None:
            holds = msg("Without a value it counts as open.")
            says.append(
                voice.say(holds if gate.missing == "holds" else msg("Without a value it counts as closed."))
            )
        title = voice.say(msg("Gate: {name}"), name=text_of(gate.name, voice.language, name))
        yield Chapter(title, (*_why(voice, gate.why), Items(tuple(says))), level=3)


def _effect(voice: PlanVoice, effect: Effect) -> Message:
    """Return what a closed gate does."""
    of = _acts_on(voice, effect.of)
    if effect.times == 0:
        return msg("{what} pays nothing", what=of)
    cap = None if effect.cap is None else voice.rate(effect.cap)
    times = None if effect.times is None else voice.rate(effect.times)
    if cap is None:
        return msg("{what} pays {times} of what it would", what=of, times=times or "")
    if times is None:
        return msg("{what} pays at most {cap}", what=of, cap=cap)
    return msg("{what} pays at most {cap}, and {times} of that", what=of, cap=cap, times=times)


def _acts_on(voice: PlanVoice, of: tuple[str, ...] | str) -> Filling:
    if isinstance(of, str):
        return msg("the whole plan")
    bonuses = {f"{OF_BONUSES}{name}": bonus for name, bonus in voice.plan.bonuses.items()}
    return listed(
        [
            text_of(bonuses[one].name, voice.language, one.removeprefix(OF_BONUSES))
            if one in bonuses
            else voice.voice.kpi(one)
            for one in of
        ],
        "and",
    )


def _modifiers(voice: PlanVoice) -> Iterator[Chapter]:
    for name, modifier in voice.plan.modifiers.items():
        step = voice.program.by_name[Purpose.MODIFIER.named(name)]
        read = voice.voice.name(
            modifier.by if modifier.by in voice.program.by_name else f"{modifier.by}.actual"
        )
        lead = voice.say(
            msg("{what} is multiplied by a factor that {read} decides:"),
            what=_acts_on(voice, modifier.of),
            read=read,
        )
        title = voice.say(msg("Modifier: {name}"), name=text_of(modifier.name, voice.language, name))
        body = (*_why(voice, modifier.why), Words(as_begun(lead)), *_curve(voice, step, title))
        yield Chapter(title, body, level=3)


def as_begun(text: str) -> str:
    """Return a sentence with a large first letter."""
    return text[:1].upper() + text[1:]


def _curve(voice: PlanVoice, step: Step, title: str) -> Iterator[PaperBlock]:
    """Yield the words and the picture of the curve that a step reads."""
    curve = step.curve
    if isinstance(curve, Curve):
        measured = voice.voice.unit(curve.of) or Unit.RATE
        unit = Unit.NUMBER if step.purpose is Purpose.REWARD else step.unit
        says = voice.curve(measured, unit)
        words = replace(says, factor=step.purpose is Purpose.MODIFIER).sentences(curve)
        yield Items(tuple(map(as_sentence, words)))
        if not measured.words:
            yield drawn(voice, curve, title, measured, unit)
    if isinstance(curve, Grid):
        yield board_of(voice.voice, curve, title, step.unit)


def _why(voice: PlanVoice, why: dict[str, str] | None) -> tuple[Words, ...]:
    return (Words(text_of(why, voice.language, "")),) if why else ()


# ----------------------------------------------------------------------------------- limits


def _limits(voice: PlanVoice) -> Iterator[Chapter]:
    plan, says = voice.plan, []
    floor = msg("The results together never pay less than {limit}.")
    if is_gated(plan, "plan"):
        floor = msg("The results together pay {limit} at least, before gates.")
    for limits, message in (
        (plan.floor, floor),
        (plan.cap, msg("The results together never pay more than {limit}.")),
        (plan.cap_total, msg("All in all, bonuses included, {limit} is paid at most, before adjustments.")),
    ):
        says += [voice.say(message, limit=_limit(voice, limit)) for limit in limits]
    if plan.guarantee is not None:
        pays = voice.rate(plan.guarantee.pays)
        if plan.guarantee.months is not None:
            guaranteed = counted(
                "For {count} month after the entry, at least {rate} of the target incentive is paid.",
                "For {count} months after the entry, at least {rate} of the target incentive is paid.",
            )
        else:
            guaranteed = counted(
                "For {count} period from the entry, at least {rate} of the target incentive is paid.",
                "For {count} periods from the entry, at least {rate} of the target incentive is paid.",
            )
        count = plan.guarantee.months or plan.guarantee.periods or 0
        says.append(voice.say(guaranteed, count=count, rate=pays))
    if plan.draw is not None:
        said = msg(
            "At least {amount} is paid; what was lacking is owed, and {share} of what exceeds it repays it."
        )
        says.append(
            voice.say(said, amount=voice.money(plan.draw.amount), share=voice.rate(plan.draw.recover))
        )
    if says:
        yield Chapter(voice.say(msg("Limits")), (Items(tuple(says)),), level=3)


def _limit(voice: PlanVoice, limit: Limit) -> Filling:
    if limit.rate is not None:
        rate = voice.rate(limit.rate)
        amount = voice.plan.target_incentive
        if isinstance(amount, Fraction):
            money = voice.money(limit.rate * amount)
            return msg("{rate} of the target incentive ({money} for a whole period)", rate=rate, money=money)
        return msg("{rate} of the target incentive", rate=rate)
    if limit.amount is not None:
        return voice.money(limit.amount)
    share = limit.share
    column = "" if share is None else labels.of_column(share.of, voice.language)
    return msg(
        "{share} of the {column}", share=voice.rate(share.share if share else Fraction(0)), column=column
    )


# ----------------------------------------------------------------------------------- bonuses


def _bonuses(voice: PlanVoice) -> Iterator[Chapter]:
    plan = voice.plan
    for name, bonus in plan.bonuses.items():
        title = voice.say(msg("Bonus: {name}"), name=text_of(bonus.name, voice.language, name))
        step = voice.program.by_name[Purpose.BONUS.named(name)]
        given = voice.program.by_name.get(Purpose.REWARD.named(name), step)
        when = condition_words(voice.voice, step.when if bonus.gives is None else given.when)
        says = [voice.say(msg("Given where {when}."), when=when)] if bonus.when is not None and when else []
        says += [voice.say(one) for one in _pays(voice, bonus)]
        if bonus.present == "full-period":
            says.append(voice.say(msg("Only for who is present for the whole period.")))
        if bonus.cap is not None:
            says.append(voice.say(msg("At most {amount}."), amount=voice.money(bonus.cap)))
        if bonus.floor is not None:
            least = msg("At least {amount}.")
            if is_gated(plan, f"{OF_BONUSES}{name}"):
                least = msg("At least {amount}, before gates.")
            says.append(voice.say(least, amount=voice.money(bonus.floor)))
        says += [voice.say(one) for one in said_of_bonus(voice, bonus)]
        read = step_of_curve(voice, name, given)
        body = (*_why(voice, bonus.why), Items(tuple(says)), *_curve(voice, read, title))
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


def _pools(voice: PlanVoice) -> Iterator[Chapter]:
    for name, pool in voice.plan.pool.items():
        title = voice.say(msg("Pool: {name}"), name=text_of(pool.name, voice.language, name))
        says = [voice.say(_shared(voice, pool))]
        if pool.for_ is not None:
            says.append(voice.say(msg("Only for these roles: {roles}."), roles=", ".join(pool.for_)))
        if pool.at_most:
            says.append(voice.say(msg("It is a limit: awards are cut only where they add up to more.")))
        says += [voice.say(one) for one in said_of_pool(voice, pool)]
        yield Chapter(title, (*_why(voice, pool.why), Items(tuple(says))), level=3)


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


# -------------------------------------------------------------------------------------- time


def _time(voice: PlanVoice) -> Iterator[Chapter]:
    ramp, says = voice.plan.ramp, []
    if ramp is not None and ramp.factors:
        factors = listed([voice.rate(one) for one in ramp.factors])
        says.append(
            voice.say(
                msg("In the first months after the entry targets are {factors} of the whole."),
                factors=factors,
            )
        )
    if ramp is not None and ramp.values:
        names = listed([voice.voice.kpi(kpi) for kpi in ramp.values], "and")
        says.append(
            voice.say(
                msg("In the first months after the entry there are targets of their own for {names}."),
                names=names,
            )
        )
    if says:
        yield Chapter(voice.say(msg("The first months")), (Items(tuple(says)),), level=3)


__all__ = ["PERIODS", "incentive", "rules"]
