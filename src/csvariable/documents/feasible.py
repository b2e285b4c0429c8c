"""How often the past reached what a plan asks, in whatever format it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from csvariable import SCHEMA_VERSION, __version__
from csvariable.documents.kept import Kept
from csvariable.documents.paper.model import Board, Chapter, Items, Paper
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Message, counted, listed, msg
from csvariable.kernel.unit import decimal_text, rounded
from csvariable.odds.feasible import LEVEL, LIMITS, RESULTS, CurveMark, Feasibility, MarkOdds
from csvariable.plan.values import text_of
from csvariable.speech.language import Language
from csvariable.speech.numbers import rate_text
from csvariable.speech.saying import in_language

MARKS: Final[Mapping[CurveMark, Message]] = {
    "threshold": msg("Threshold"),
    "target": msg("Target"),
    "top": msg("Top"),
}
_CALLED: Final[Mapping[str, Message]] = {
    "too-hard": msg("target too hard"),
    "too-easy": msg("target too easy"),
}
_OF_OTHERS: Final[Mapping[tuple[CurveMark, str], Message]] = {
    ("threshold", "rare"): msg("threshold rarely reached"),
    ("top", "rare"): msg("top hardly ever reached"),
    ("top", "common"): msg("top reached too often"),
}
_POINT: Final = Fraction(1, 100)


@dataclass(frozen=True)
class FeasibleReport(Kept):
    """The odds of each KPI and role."""

    name: str
    plans: Plans
    found: Sequence[Feasibility]
    periods: Sequence[str]
    """Those that were looked at, in order."""
    left_out: Sequence[str]
    language: Language

    def _say(self, message: Message) -> str:
        return in_language(message, self.language)

    def _rate(self, share: Fraction) -> str:
        return rate_text(rounded(share, _POINT), language=self.language)

    # ------------------------------------------------------------------ for people

    def paper(self) -> Paper:
        """Return the page."""
        heads = (
            (self._say(msg("KPI")), False),
            *([(self._say(msg("Role")), False)] if self.plans.roles else []),
            *((self._say(MARKS[mark]), True) for mark in MARKS),
            (self._say(msg("n")), True),
            (self._say(msg("What it is")), False),
        )
        rows = tuple(self._row(one) for one in self.found)
        under = counted(
            "{count} past period: {names}", "{count} past periods: {names}", count=len(self.periods)
        )
        return Paper(
            self.language,
            self.name,
            self._say(msg("What the past reached of what the plan asks")),
            "",
            self._say(under.given(names=listed(list(self.periods)))),
            (
                Chapter(self._say(msg("Odds")), (Board("", heads, rows),)),
                Chapter(self._say(msg("How to read it")), (Items(tuple(self._how())),)),
            ),
            (self._say(msg("Made by csvariable {version}.").given(version=__version__)),),
        )

    def _row(self, one: Feasibility) -> tuple[str, ...]:
        name = text_of(self.plans.kpi(one.kpi, one.role).name, self.language, one.kpi)
        role = self._say(msg("no role")) if one.role is None else one.role
        odds = {mark.mark: mark for mark in one.odds}
        cells = (self._odds(odds.get(mark)) for mark in MARKS)
        said = [self._say(call) for mark in one.odds if (call := self._call(mark)) is not None]
        if one.n < RESULTS:
            said = [self._say(msg("too few results to say"))]
        roles = (role,) if self.plans.roles else ()
        return (name, *roles, *cells, str(one.n), " · ".join(said))

    def _odds(self, one: MarkOdds | None) -> str:
        if one is None:
            return ""
        ends = one.ends
        said = msg(
            "{share} ({low} to {high})",
            share=self._rate(one.share),
            low=self._rate(ends.low),
            high=self._rate(ends.high),
        )
        return self._say(said)

    @staticmethod
    def _call(one: MarkOdds) -> Message | None:
        call = one.call
        if call is None:
            return None
        words = _CALLED.get(call) or _OF_OTHERS[one.mark, call]
        return words if one.is_sure else msg("perhaps {call}", call=words)

    def _how(self) -> Iterator[str]:
        yield self._say(
            msg(
                "Threshold: the curve pays something. Target: it pays the whole weight of the KPI. "
                "Top: it pays the most there is. A mark that a curve has not is left empty."
            )
        )
        low, high = LIMITS["target"]
        yield self._say(
            msg(
                "A target is too hard where under {low} of results reach it, too easy where over {high} do; "
                "practice has 60 to 70 %. A threshold is rare under {threshold}, "
                "a top under {least}, and too common over {most}.",
                low=self._rate(low),
                high=self._rate(high),
                threshold=self._rate(LIMITS["threshold"][0]),
                least=self._rate(LIMITS["top"][0]),
                most=self._rate(LIMITS["top"][1]),
            )
        )
        yield self._say(
            msg(
                "In brackets is Wilson's interval at {level}, which holds for few results; it takes them as "
                "independent, which those of one person are not, so that the true one is wider. "
                '"Perhaps": the interval reaches into what practice has.',
                level=self._rate(LEVEL),
            )
        )
        yield self._say(
            msg(
                "n counts the results: of each person in each period, of a team or the company once. "
                "Under {least} nothing is called easy or hard.",
                least=RESULTS,
            )
        )
        for period in self.left_out:
            yield self._say(
                msg("{period} is left out: this plan cannot be paid on its files.", period=period)
            )

    # ------------------------------------------------------------------ for programs

    def data(self) -> dict[str, Any]:
        """Return the same as neutral data: exact odds, and the ends of the intervals to four decimals."""
        return {
            "schema_version": SCHEMA_VERSION,
            "periods": list(self.periods),
            "left_out": list(self.left_out),
            "interval": {"kind": "wilson", "level": decimal_text(LEVEL)},
            "limits": {mark: [decimal_text(low), decimal_text(high)] for mark, (low, high) in LIMITS.items()},
            "kpis": [self._data(one) for one in self.found],
        }

    @staticmethod
    def _data(one: Feasibility) -> dict[str, Any]:
        return {
            "kpi": one.kpi,
            "role": one.role,
            "n": one.n,
            "periods": one.periods,
            "odds": [
                {
                    "mark": odds.mark,
                    "reached": odds.reached,
                    "n": odds.n,
                    "share": decimal_text(odds.share),
                    "low": decimal_text(odds.ends.low, 4),
                    "high": decimal_text(odds.ends.high, 4),
                    "call": odds.call,
                    "sure": odds.call is not None and odds.is_sure,
                }
                for odds in one.odds
            ],
        }
