"""What becomes of a bonus or a pool once it is worked out: limits, debts, the year, parts paid later."""

from __future__ import annotations

from collections.abc import Iterator

from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.kernel.message import Filling, Message, counted, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.plan import Plan
from csvariable.plan.bonus import Bonus, PaidPart
from csvariable.plan.pool import Pool
from csvariable.program.build import Build
from csvariable.program.conditions import condition
from csvariable.program.names import as_paid
from csvariable.speech.conditions import condition_words


def step_of_curve(voice: PlanVoice, name: str, otherwise: Step) -> Step:
    """Return the step of a bonus that reads its curve: its own, or a stage before it."""
    stages = (step for step in voice.program.person_steps if step.of == name and step.curve is not None)
    return next((step for step in stages if step.name.startswith(Purpose.BONUS.named(name))), otherwise)


def is_gated(plan: Plan, part: str) -> bool:
    """Whether a gate acts on a KPI, a bonus (`bonuses.upsell`) or the `plan`: floors stand before gates."""
    acted = (gate.otherwise.of for gate in plan.gates.values())
    return any(part == of if isinstance(of, str) else part in of for of in acted)


def said_of_bonus(voice: PlanVoice, bonus: Bonus) -> Iterator[Message]:
    """Yield what becomes of the amount of a bonus."""
    if bonus.bands is not None and bonus.of is not None:
        yield msg("The bounds are parts of one's own target of {kpi}.", kpi=voice.voice.kpi(bonus.of))
    if bonus.accumulate:
        yield msg("It counts the year so far; what it paid before is taken off.")
    if bonus.below_zero == "pay":
        yield msg("Below zero it is taken off the pay.")
    if bonus.below_zero == "carry":
        yield msg("Below zero nothing is paid, and later bonuses of this kind repay it.")
    for part in bonus.paid:
        yield msg("{share} of it is paid {when}.", share=voice.rate(part.share), when=_when(voice, part))


def _when(voice: PlanVoice, part: PaidPart) -> Filling:
    if part.after is not None:
        return counted("{count} period later", "{count} periods later", part.after.periods)
    if part.when is None:
        return msg("at once")
    build = Build(voice.plan, None, frozenset())
    asked = condition_words(voice.voice, condition(build, part.when, as_paid(build), "fails"))
    return msg("once this holds: {when}", when=asked)


def said_of_pool(voice: PlanVoice, pool: Pool) -> Iterator[Message]:
    """Yield what bounds the share of a member."""
    bounds = pool.key.bounds
    if bounds.at_least is not None:
        yield msg("A lower key counts as {least}.", least=bounds.at_least.text)
    if bounds.at_most is not None:
        yield msg("A higher key counts as {most}.", most=bounds.at_most.text)
    if pool.each_at_most is not None:
        each = voice.money(pool.each_at_most)
        if pool.excess == "lost":
            yield msg("Nobody receives more than {each}; what is over is not paid.", each=each)
        else:
            yield msg("Nobody receives more than {each}; what is over goes to the others.", each=each)


def said_of_menu(voice: PlanVoice) -> Iterator[Message]:
    """Yield how people choose their KPIs, where they do."""
    menu = voice.plan.choose
    if menu is not None:
        yield msg(
            "Each person chooses {least} to {most} of {kpis}; their weights are agreed with them.",
            least=menu.from_,
            most=menu.up_to,
            kpis=listed([voice.voice.kpi(name) for name in menu.of], "and"),
        )
