"""What a plan does beside its KPIs: amounts, gates, modifiers, limits, bonuses, pools, time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from csvariable.documents.booklet.bonuses import bonuses, pools
from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.booklet.settled import (
    is_gated,
    said_of_menu,
)
from csvariable.documents.booklet.told import as_begun, curve_blocks, why_words
from csvariable.documents.paper.model import Chapter, Items, Words
from csvariable.kernel.message import Filling, Message, counted, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.plan.acts_on import OF_BONUSES
from csvariable.plan.amounts import AnnualAmount, Limit, ShareOfPay
from csvariable.plan.gate import Effect
from csvariable.plan.values import text_of
from csvariable.speech import labels
from csvariable.speech.conditions import condition_words

PERIODS: Final[Mapping[str, Message]] = {
    "month": msg("month"),
    "quarter": msg("quarter"),
    "half": msg("half-year"),
    "year": msg("year"),
}


def incentive(voice: PlanVoice) -> str:
    """Return what is earned when every result is on target."""
    period: Filling = PERIODS[voice.plan.period]
    match voice.plan.target_incentive:
        case AnnualAmount(annual=annual, split=split) if split is not None:
            shares = listed([voice.rate(one) for one in split])
            return voice.say(
                msg("{amount} a year, of which the periods have {shares}, one after the other"),
                amount=voice.money(annual),
                shares=shares,
            )
        case AnnualAmount(annual=annual):
            return voice.say(
                msg("{amount} a year, paid by {period}"), amount=voice.money(annual), period=period
            )
        case ShareOfPay(share=share, of=of):
            return voice.say(_share_of_pay(voice, share, of))
        case Fraction() as amount:
            return voice.say(msg("{amount} for a {period}"), amount=voice.money(amount), period=period)
        case _:
            return voice.say(msg("each person's own, told to them"))


def _share_of_pay(voice: PlanVoice, share: Fraction, of: str) -> Message:
    """Return a share of a column of the period, or of a year's, of which each period has its part."""
    said, column = voice.rate(share), labels.of_column(of, voice.language)
    parts = voice.plan.periods_per_year
    if of == "salary" or parts == 1:
        return msg("{share} of the {column}", share=said, column=column)
    divided = msg("{share} of the {column}, divided by {count} for a {period}")
    return divided.given(share=said, column=column, count=parts, period=PERIODS[voice.plan.period])


def rules(voice: PlanVoice) -> Iterator[Chapter]:
    """Yield each rule that changes what the results pay."""
    parts = [
        *_menu(voice),
        *_gates(voice),
        *_modifiers(voice),
        *_limits(voice),
        *bonuses(voice),
        *pools(voice),
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
        yield Chapter(title, (*why_words(voice, gate.why), Items(tuple(says))), level=3)


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
        body = (*why_words(voice, modifier.why), Words(as_begun(lead)), *curve_blocks(voice, step, title))
        yield Chapter(title, body, level=3)


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
    if plan.corrections is not None:
        back = msg("Of each pay at most {share} is taken back for closed periods that paid too much.")
        says.append(voice.say(back, share=voice.rate(plan.corrections.recover)))
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
    return "" if share is None else _share_of_pay(voice, share.share, share.of)


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
