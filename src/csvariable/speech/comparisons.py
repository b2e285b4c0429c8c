"""The words of `simulate` and `diff`: headings, counts, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from csvariable.kernel.message import Filling, Message, counted, msg
from csvariable.speech.language import Language
from csvariable.speech.numbers import effect_text, rate_text
from csvariable.speech.saying import in_language

WORDS: Final[Mapping[str, Message]] = {
    "scenario": msg("Scenario"),
    "plan-changes": msg("Plan changes"),
    "fact-changes": msg("Changes of the facts"),
    "cost": msg("Cost"),
    "cash": msg("Cash"),
    "rewards": msg("Rewards in kind"),
    "incentive": msg("Target incentives"),
    "now": msg("Now"),
    "then": msg("Then"),
    "change": msg("Change"),
    "share": msg("%"),
    "line": msg("By line"),
    "team": msg("Team"),
    "no-team": msg("no team"),
    "period": msg("Period"),
    "role": msg("Role"),
    "joins": counted("{count} joins, like {person}", "{count} join, like {person}"),
    "leaves": msg("{person} leaves"),
    "person": msg("Person"),
    "because": msg("Because of"),
    "rank": msg("Rank"),
    "total": msg("Total"),
    "unchanged": counted("{count} unchanged", "{count} unchanged"),
    "tally": msg("{gain}, {lose}, {same}."),
    "gain": counted("{count} gains", "{count} gain"),
    "lose": counted("{count} loses", "{count} lose"),
    "gainers": msg("Gain"),
    "losers": msg("Lose"),
    "not-written": msg("Nothing was written."),
    "nothing": msg("nothing"),
    "distribution": msg("Distribution"),
    "paid-nothing": msg("no payout"),
    "below": msg("below target"),
    "at": msg("at target"),
    "above": msg("above target"),
    "untold": msg("no target incentive"),
    "quartiles": msg("Quartiles {side}: {least} · {first} · {median} · {third} · {most}"),
    "side-now": msg("now"),
    "side-then": msg("then"),
    "points": msg("One more point is worth"),
    "kpi": msg("KPI"),
    "mean": msg("Mean"),
    "least": msg("Least"),
    "most": msg("Most"),
    "one-less": msg("{unit} less"),
    "of-the-target": msg("1 % of the target"),
    "one-more": msg("{unit} more"),
    "refused": msg("could not be run"),
    "names-hidden": msg("Names and what few people are paid are hidden; --redact none shows them."),
    "smaller-teams": msg("smaller teams"),
    "smaller-roles": msg("roles of few people"),
    "other-periods": msg("periods with few people"),
    "all-else": msg("Everything else"),
    "untold-tally": counted(
        "{count} person; how many gain and lose is not said, for they are few.",
        "{count} people; how many gain and lose is not said, for they are few.",
    ),
    "plan-line": msg("line {line}"),
    "curve": msg("{kpi}: pays differently {where}"),
    "curve-role": msg("{kpi} (role {role}): pays differently {where}"),
    "from-to": msg("from {start} to {end}"),
    "from-on": msg("beyond {start}"),
    "up-to": msg("up to {end}"),
    "at-point": msg("at {start}"),
    "everywhere": msg("everywhere"),
    "word-paid": msg("{level}: {before} before, {after} now"),
    "word-new": msg("{level}: a new level, {after}"),
    "word-gone": msg("{level}: a level before, {before}"),
    "old": msg("old"),
    "new": msg("new"),
    "both": msg("both"),
    "roles": msg("Roles touched: {roles}"),
    "base-role": msg("everybody without a role"),
    "silent": counted(
        "{count} text, tag or example changed without effect on pay",
        "{count} texts, tags or examples changed without effect on pay",
    ),
    "idle": counted(
        "{count} change of a point of a curve has no effect on pay",
        "{count} changes of points of curves have no effect on pay",
    ),
    "same": msg("The two plans pay the same."),
    "rises": msg("{plan}: pay would rise by {change} ({share})"),
    "falls": msg("{plan}: pay would fall by {change} ({share})"),
    "stays": msg("{plan}: pay would not change"),
    "on-people": counted("on {count} person", "on {count} people"),
    "on-periods": counted("{people}, {count} period", "{people}, {count} periods"),
    "no-facts": msg("{plan}: what changes"),
    "largest": msg("Largest gain {gain}, largest loss {loss}."),
    "changes-of-people": msg("Changes by person"),
    "updated": msg("Written by csvariable; nothing was changed in the plans."),
    "route": msg("Route"),
    "value": msg("Value"),
    "where": msg("Line"),
}
"""Words and sentences by name."""


def word(language: Language, name: str, /, **values: Filling) -> str:
    """Return a word or a sentence with its gaps filled."""
    return in_language(WORDS[name].given(**values), language)


def share_text(share: Fraction | None, language: Language) -> str:
    """Return a change as a share with its sign: `+1.7 %`; nothing where there was nothing before."""
    if share is None:
        return ""
    text = rate_text(share, language=language, places=1)
    return f"+{text}" if share > 0 else text


def change_text(value: Fraction, currency: str, language: Language) -> str:
    """Return a change of money with its sign; `=` where there is none."""
    return effect_text(value, currency, language=language) if value else "="
