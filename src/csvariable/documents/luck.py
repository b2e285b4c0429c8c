"""Luck in pay that rests on few answers, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from csvariable.documents.amounts import amount_text
from csvariable.documents.page import Page, Readable, Row
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Amount, Message, listed, msg
from csvariable.kernel.unit import Unit, decimal_text, minor_unit, rounded
from csvariable.odds.luck import CREDIBILITY, MOST, WAYS, WINDOW
from csvariable.odds.noise import HeavyAccount, Luck, LuckFigure, LuckReason, Noise, NotTold, Remedy
from csvariable.odds.remedied import Remedied, remedied
from csvariable.plan.values import text_of
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

REMEDIES: Final[Mapping[Remedy, Message]] = {
    "pooled": msg("pooled"),
    "window": msg("longer window"),
    "wider": msg("wider tiers"),
    "credibility": msg("credibility"),
}
_FIGURES: Final[Mapping[LuckFigure, Message]] = {
    "pooled": REMEDIES["pooled"],
    "window": REMEDIES["window"],
    "wider": REMEDIES["wider"],
    "credibility": REMEDIES["credibility"],
    "pay": msg("what luck does to the pay"),
    "truly_on_target": msg("truly on target"),
    "on_target": msg("on target"),
    "equal": msg("what parts equally good people"),
    "account": msg("by what the pay would change"),
}
_WHY: Final[Mapping[LuckReason, Message]] = {
    "kind": msg(
        "`{kpi}`: it is no share, NPS, median, percentile or mean of few grades, so that its luck is not told"
    ),
    "ratio": msg(
        "`{kpi}`: a ratio of sums, whose luck depends on what each account weighs; the account that moves it "
        "most is told where the source names one"
    ),
    "answers": msg("`{kpi}`: more than {most} answers, where luck is small, are not told"),
    "ways": msg("`{kpi}`: values that can come out in more than {ways} ways are not told"),
    "sample": msg("`{kpi}`: the plan has a `sample` for it, and what is left of luck is not told"),
}
_UNPAID: Final = msg("{person}, `{kpi}`: the plan cannot pay for {value}, so this is not told: {figures}")
_SAMPLED: Final = msg(
    "{person}, `{kpi}`: the plan judges on how much a value stands, which is not known of another one, "
    "so this is not told: {figures}"
)


@dataclass(frozen=True)
class LuckReport(Readable):
    """What luck alone does to pay."""

    noise: Noise
    plans: Plans
    language: Language

    @property
    def currency(self) -> str:
        """The currency of the plan."""
        return self.plans.base.currency

    def page(self, *, shared: bool) -> Page:
        """Return a row for each person and KPI, what remedies leave, and what would part equal people."""
        page = Page()
        found = self.noise.luck
        names = {one.id: f"#{at}" if shared else one.id for at, one in enumerate(found, start=1)}
        luck = [self._row(one, names[one.id]) for one in found]
        page.table(self._say(_TITLE), self._columns(_HEADS), luck)
        likely = [Row((names[one.id], one.kpi, self._likely(one))) for one in found]
        page.table(self._say(msg("Paid by luck")), self._columns(_LIKELY_HEADS), likely)
        whole = [self._remedy(one) for one in remedied(found)]
        if whole:
            page.table(self._say(_REMEDIED), self._columns(_REMEDIED_HEADS), whole)
        left = [self._after(one, names[one.id]) for one in found]
        page.table(self._say(_REMEDIES), self._columns((*_HEADS[:2], msg("Now"), *REMEDIES.values())), left)
        heavy = [self._heavy(one, names.get(one.id, "#") if shared else one.id) for one in self.noise.heavy]
        if heavy:
            page.table(self._say(_ACCOUNTS), self._columns(_ACCOUNT_HEADS), heavy)
        said = [self._say(one) for one in self._said(names if shared else None)]
        if said:
            page.lines(self._say(msg("To be read with it")), said)
        return page

    def _columns(self, heads: Sequence[Message]) -> list[tuple[str, bool]]:
        return [(self._say(head), at > 1) for at, head in enumerate(heads)]

    def _likely(self, one: Luck) -> str:
        values = sorted(one.pay)
        chances = [msg("{pay}: {chance}", pay=self._money(pay), chance=_rate(one.pay[pay])) for pay in values]
        return ", ".join(map(self._say, chances)) if len(values) <= _FEW else self._span(one)

    def _row(self, one: Luck, name: str) -> Row:
        unit = self.plans.kpi(one.kpi).measured_in
        return Row(
            (
                name,
                one.kpi,
                str(one.n),
                self._say(msg("{value}", value=Amount(one.actual, unit))),
                self._cell(one.mean),
                self._cell(one.spread),
                "" if one.on_target is None else self._cell(one.on_target),
                "" if one.at_target is None else self._cell(one.at_target),
            )
        )

    def _span(self, one: Luck) -> str:
        low, high = (self._money(one.pay_within(Fraction(part, 10))) for part in (1, 9))
        return self._say(msg("{low} to {high} (P10 to P90)", low=low, high=high))

    def _after(self, one: Luck, name: str) -> Row:
        after = [one.after.get(remedy) for remedy in REMEDIES]
        told = ["" if value is None else self._cell(value) for value in after]
        return Row((name, one.kpi, self._cell(one.spread), *told))

    def _remedy(self, one: Remedied) -> Row:
        before, after = self._cell(one.before), self._cell(one.after)
        return Row((one.kpi, self._say(REMEDIES[one.remedy]), str(one.people), before, after))

    def _heavy(self, one: HeavyAccount, name: str) -> Row:
        unit = self.plans.kpi(one.kpi).measured_in
        both = (_tenths(value, unit) for value in (one.actual, one.without))
        values = (self._say(msg("{value}", value=value)) for value in both)
        account = "#" if name.startswith("#") else one.account
        change = self._say(msg("not told")) if one.change is None else self._cell(one.change)
        return Row((name, one.kpi, account, *values, change))

    def _said(self, names: Mapping[str, str] | None) -> Iterator[Message]:
        if self.noise.luck:
            yield msg("answers are taken as independent, at the level measured; all else is as it was")
            yield msg(
                "pooled: the answers of all together; longer window: {count} periods; wider tiers: twice as "
                "wide around the target; credibility: {weight} answers weigh as much as the mean of all",
                count=WINDOW,
                weight=CREDIBILITY,
            )
        for one in self.noise.equal:
            gap = self._money(one.gap)
            yield msg(
                "`{kpi}`: if all {people} were equally good, the best paid would on average have {gap} more "
                "than the worst paid",
                kpi=one.kpi,
                people=one.people,
                gap=gap,
            )
            if one.whole is not None:
                yield msg(
                    "`{kpi}`: chance that this is a whole target incentive or more: {chance}",
                    kpi=one.kpi,
                    chance=_rate(one.whole),
                )
        if not (self.noise.luck or self.noise.left or self.noise.heavy):
            yield msg(
                "no value says on how many answers it stands, as a column `{column}` does: no luck is told",
                column=f"{next(iter(self.plans.base.kpis), 'kpi')}.n",
            )
        if any(one.n * WINDOW > MOST or "pooled" not in one.after for one in self.noise.luck):
            yield msg("pooled answers and a longer window are told up to {most} answers", most=MOST)
        for left in self.noise.left:
            yield self._not_told(left, names)

    def _not_told(self, one: NotTold, names: Mapping[str, str] | None) -> Message:
        if one.id is None:
            most = {"answers": {"most": MOST}, "ways": {"ways": WAYS}}.get(one.reason, {})
            return _WHY[one.reason].given(kpi=one.kpi, **most)
        person = one.id if names is None else names.get(one.id, "#")
        figures = listed(_FIGURES[figure] for figure in one.figures)
        if one.value is None:
            return _SAMPLED.given(person=person, kpi=one.kpi, figures=figures)
        value = _tenths(one.value, self.plans.kpi(one.kpi).measured_in)
        return _UNPAID.given(person=person, kpi=one.kpi, value=value, figures=figures)

    def data(self) -> dict[str, Any]:
        """Return everything as neutral data; amounts to the cent, chances with 12 decimals."""
        return {
            "plan": text_of(self.plans.base.name, "", ""),
            "currency": self.currency,
            "luck": [self._data(one) for one in self.noise.luck],
            "equal": [
                {
                    "kpi": one.kpi,
                    "people": one.people,
                    "gap": self._text(one.gap),
                    "whole_incentive": None if one.whole is None else decimal_text(one.whole),
                }
                for one in self.noise.equal
            ],
            "remedies": [
                {
                    "kpi": one.kpi,
                    "remedy": one.remedy,
                    "people": one.people,
                    "before": self._text(one.before),
                    "after": self._text(one.after),
                }
                for one in remedied(self.noise.luck)
            ],
            "not_told": [
                {
                    "kpi": one.kpi,
                    "id": one.id,
                    "reason": one.reason,
                    "value": None if one.value is None else decimal_text(one.value),
                    "figures": list(one.figures),
                }
                for one in self.noise.left
            ],
            "accounts": [self._heavy_data(one) for one in self.noise.heavy],
        }

    def _heavy_data(self, one: HeavyAccount) -> dict[str, Any]:
        return {
            "id": one.id,
            "kpi": one.kpi,
            "account": one.account,
            "actual": decimal_text(one.actual),
            "without": decimal_text(one.without),
            "change": None if one.change is None else self._text(one.change),
        }

    def _data(self, one: Luck) -> dict[str, Any]:
        return {
            "id": one.id,
            "kpi": one.kpi,
            "n": str(one.n),
            "actual": decimal_text(one.actual),
            "pay": [
                {"total": self._text(pay), "chance": decimal_text(one.pay[pay])} for pay in sorted(one.pay)
            ],
            "mean": self._text(one.mean),
            "spread": self._text(one.spread),
            "truly_on_target": None if one.on_target is None else self._text(one.on_target),
            "on_target": None if one.at_target is None else self._text(one.at_target),
            "spread_after": {remedy: self._text(value) for remedy, value in one.after.items()},
        }

    def _text(self, value: Fraction) -> str:
        return amount_text(self._shown(value), self.currency)

    def _cell(self, value: Fraction) -> str:
        return self._say(msg("{value}", value=self._money(value)))

    def _money(self, value: Fraction) -> Amount:
        return Amount(self._shown(value), Unit.MONEY, self.currency)

    def _shown(self, value: Fraction) -> Fraction:
        """Return a mean or a spread to the minor unit: what is shown pays nobody."""
        return rounded(value, minor_unit(self.currency))

    def _say(self, message: Message) -> str:
        return in_language(message, self.language)


_HEADS: Final = (
    msg("Person"),
    msg("KPI"),
    msg("Answers"),
    msg("Actual"),
    msg("On average"),
    msg("Spread"),
    msg("Truly on target"),
    msg("On target"),
)
_ACCOUNTS: Final = msg("The account that moves each ratio most")
_ACCOUNT_HEADS: Final = (
    msg("Person"),
    msg("KPI"),
    msg("Account"),
    msg("Actual"),
    msg("If it brought nothing"),
    msg("Pay would change by"),
)
_LIKELY_HEADS: Final = (msg("Person"), msg("KPI"), msg("Each amount with its chance"))
_REMEDIED: Final = msg("What each remedy would change, on average for one person")
_REMEDIED_HEADS: Final = (
    msg("KPI"),
    msg("Remedy"),
    msg("People"),
    msg("Luck before"),
    msg("Luck after"),
)
_REMEDIES: Final = msg("What each remedy would leave of the spread")
_FEW: Final = 4
"""Different amounts that are told one by one."""
_TITLE: Final = msg("What luck alone does to pay")


def _tenths(value: Fraction, unit: Unit) -> Amount:
    """Return a value to the tenth of its unit: a ratio has many decimals."""
    return Amount(rounded(value, Fraction(1, 1000 if unit is Unit.PERCENT else 10)), unit)


def _rate(chance: Fraction) -> Amount:
    tenth = Fraction(1, 1000)
    return Amount(round(chance / tenth) * tenth, Unit.RATE)
