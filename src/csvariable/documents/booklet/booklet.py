"""The whole booklet of a plan, and its poster of one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from csvariable.bounds import Extreme
from csvariable.documents.booklet.measures import measures, objectives
from csvariable.documents.booklet.order import order_of
from csvariable.documents.booklet.plan_voice import PlanVoice
from csvariable.documents.booklet.rules import PERIODS, incentive, rules
from csvariable.documents.booklet.sources import sources
from csvariable.documents.booklet.worked import Worked, worked_chapters
from csvariable.documents.kept import Kept
from csvariable.documents.paper.model import Board, Chapter, Items, Paper, Terms, Words
from csvariable.exposure import Exposure
from csvariable.facts.plans import Plans
from csvariable.kernel.message import Filling, Message, listed, msg
from csvariable.plan import Plan
from csvariable.plan.values import text_of
from csvariable.reading.roles import role_document
from csvariable.speech import labels
from csvariable.speech.language import Language
from csvariable.speech.parts import part_name
from csvariable.speech.policies import policies
from csvariable.speech.rows_told import RowWords
from csvariable.speech.written import PlanWords
from csvariable.text import Document, Node, Scalar, parse_route

NATURES: Final[Mapping[str, Message]] = {
    "contractual": msg("it is part of the contract"),
    "unilateral-commitment": msg("it is a promise of the employer"),
    "discretionary": msg("it is at the employer's discretion"),
}
GLOSSARY: Final[Sequence[tuple[Message, Message]]] = (
    (msg("target incentive"), msg("what is earned when every result is on target")),
    (msg("attainment"), msg("the part of the target that was reached")),
    (msg("payout rate"), msg("what a result pays, in parts of its share of the target incentive")),
    (msg("weight"), msg("the part of the target incentive that a result decides")),
    (msg("threshold"), msg("the value below which a result pays nothing")),
    (msg("gate"), msg("a condition; where it does not hold, something is cut")),
    (msg("modifier"), msg("a factor that another result decides")),
    (msg("cap"), msg("a limit to what a result, a bonus or all results together come to")),
    (msg("proration"), msg("the part of an amount that goes with the time present")),
)


@dataclass(frozen=True)
class Booklet(Kept):
    """A plan in words, in one language or several."""

    plans: Plans
    document: Document
    sha256: str
    languages: Sequence[Language]
    exposure: Exposure | None
    worked: Worked | None
    poster: bool = False

    def paper(self) -> Paper:
        """Return the booklet in the first language, the others behind it."""
        first, *others = [self._in(language) for language in self.languages]
        return replace(first, also=tuple(others))

    def _in(self, language: Language) -> Paper:
        voice = PlanVoice(self.plans, language)
        plan = voice.plan
        words = [voice.say(PERIODS[plan.period]), plan.currency, *self._dates(voice, plan)]
        title = text_of(plan.name, language, self.document.name)
        chapters = self._poster(voice) if self.poster else self._chapters(voice)
        over = voice.say(msg("How our variable pay works"))
        gross = [voice.say(msg("All amounts are gross pay."))] if plan.is_french else []
        foot = (*gross, voice.say(msg("Made from the plan with the SHA-256 {hash}."), hash=self.sha256))
        return Paper(language, title, over, "", " · ".join(words), tuple(chapters), foot)

    @staticmethod
    def _dates(voice: PlanVoice, plan: Plan) -> list[str]:
        if plan.effective is None:
            return []
        if plan.effective.to is None:
            return [voice.say(msg("from {day}"), day=plan.effective.from_)]
        return [voice.say(msg("from {day} to {last}"), day=plan.effective.from_, last=plan.effective.to)]

    def _chapters(self, voice: PlanVoice) -> Iterator[Chapter]:
        yield self._short(voice)
        yield from objectives(voice)
        rows = RowWords(voice.plan, PlanWords(self.document, voice.language))
        yield from measures(voice, rows)
        yield from sources(voice, rows)
        yield from rules(voice)
        order = Items((" → ".join(order_of(voice)),))
        yield Chapter(voice.say(msg("The order of the calculation")), (order,))
        held = (*policies(voice.plan), *rows.calendar())
        yield Chapter(voice.say(msg("What always holds")), (Items(tuple(map(voice.say, held))),))
        yield from worked_chapters(self.worked, self.plans, voice)
        yield from self._extremes(voice)
        yield from self._roles(voice)
        yield from self._governance(voice)
        glossary = tuple((voice.say(term), voice.say(said)) for term, said in GLOSSARY)
        yield Chapter(voice.say(msg("Words")), (Terms(glossary),))

    def _poster(self, voice: PlanVoice) -> Iterator[Chapter]:
        """Yield what fits on one page: the objectives, the results with their weights, who to ask."""
        yield self._short(voice)
        plan = voice.plan
        if plan.objectives:
            said = [text_of(one.statement, voice.language, name) for name, one in plan.objectives.items()]
            yield Chapter(voice.say(msg("What we work for")), (Items(tuple(said)),))
        yield next(measures(voice, RowWords(plan, PlanWords(self.document, voice.language))))
        yield from (one for one in self._governance(voice) if plan.disputes)

    # ------------------------------------------------------------------ the chapters

    def _short(self, voice: PlanVoice) -> Chapter:
        say = voice.say
        rows = [
            (say(msg("On target")), incentive(voice)),
            (say(msg("Paid")), say(msg("every {period}"), period=PERIODS[voice.plan.period])),
        ]
        kpis = [voice.voice.kpi(name) for name, kpi in voice.plan.kpis.items() if kpi.curve or kpi.matrix]
        rows += [(say(msg("By results in")), ", ".join(kpis))] if kpis else []
        return Chapter(say(msg("In short")), (Terms(tuple(rows)),))

    def _extremes(self, voice: PlanVoice) -> Iterator[Chapter]:
        """Yield what one person can be paid at least and at most, for each role."""
        if self.exposure is None:
            return
        say, depends = voice.say, voice.say(msg("depends"))
        heads = (
            (say(msg("Role")), False),
            (say(msg("Least")), True),
            (say(msg("At target")), True),
            (say(msg("Most")), True),
        )
        rows = tuple(
            (
                one.role or say(msg("no role")),
                self._extreme(voice, one.least, "≥"),
                depends if one.at_target is None else voice.money(one.at_target),
                depends if self.exposure.waits(one.role) else self._extreme(voice, one.most, "≤"),
            )
            for one in self.exposure.people
        )
        lead = say(
            msg(
                "What one person can be paid who is there for the whole period and has the amounts, weights "
                "and targets of the plan, over every result that the ranges of the KPIs allow."
            )
        )
        figures = (self.exposure.figures_unknown(one.role) for one in self.exposure.people)
        unknown = dict.fromkeys(chain.from_iterable(figures))
        columns = listed([labels.of_column(one, voice.language) for one in unknown])
        note = msg("What depends goes with what each person has of: {columns}.", columns=columns)
        told = (Words(say(note), "quiet"),) if unknown else ()
        yield Chapter(say(msg("The least and the most")), (Words(lead), Board("", heads, rows), *told))

    @staticmethod
    def _extreme(voice: PlanVoice, one: Extreme, sign: str) -> str:
        """Return a bound; with a sign where nothing is known that reaches it."""
        if one.bound is None:
            return voice.say(msg("no limit"))
        said = voice.money(one.bound)
        return said if one.reached else f"{sign}\u00a0{said}"

    def _roles(self, voice: PlanVoice) -> Iterator[Chapter]:
        """Yield what is another value for a role, side by side."""
        roles = voice.plan.roles
        if not roles:
            return
        routes = dict.fromkeys(route for changes in roles.values() for route in changes)
        names = (voice.say(msg("What")), voice.say(msg("Without a role")), *roles)
        heads = tuple((name, False) for name in names)
        base = PlanWords(self.document, voice.language)
        own = {
            role: PlanWords(role_document(self.document, role) or self.document, voice.language)
            for role in roles
        }
        rows = tuple(
            (
                part_name(parse_route(route), base),
                _text_at(voice, base, self.document.node(parse_route(route)), route),
                *(
                    _text_at(voice, own[role], self.document.node(("roles", role, route)), route)
                    for role in roles
                ),
            )
            for route in routes
        )
        lead = voice.say(msg("Each line is a part of the plan; an empty cell is as without a role."))
        yield Chapter(voice.say(msg("Roles side by side")), (Words(lead), Board("", heads, rows)))

    def _governance(self, voice: PlanVoice) -> Iterator[Chapter]:
        """Yield who was told and asked, when, and where to dispute."""
        plan, say, language = voice.plan, voice.say, voice.language
        rows: list[tuple[str, str]] = []

        def add(label: Message, message: Message | str | None, **values: Filling) -> None:
            if message:
                rows.append((say(label), say(message, **values) if isinstance(message, Message) else message))

        add(msg("Nature"), NATURES.get(plan.nature or ""))
        for label, day in (
            (msg("Communicated on"), plan.communicated_on),
            (msg("To be looked at again by"), plan.review_by),
            (msg("People were asked on"), None if plan.consultation is None else plan.consultation.asked_on),
        ):
            if day is not None:
                add(label, msg("{day}"), day=day)
        if plan.consultation is not None:
            asked = plan.consultation
            add(msg("Who was asked"), text_of(asked.who, language, ""))
            add(msg("How"), text_of(asked.how, language, ""))
            add(msg("What that changed"), text_of(asked.changed, language, ""))
        add(msg("Where to dispute"), text_of(plan.disputes, language, ""))
        for rule, reason in plan.allow.items():
            rows.append((say(msg("Accepted: {rule}"), rule=rule), reason))
        if rows:
            yield Chapter(say(msg("Dates, people, disputes")), (Terms(tuple(rows)),))


def _text_at(voice: PlanVoice, plan: PlanWords, node: Node | None, route: str) -> str:
    """Return the value at a route in words; a part that holds parts has been told before."""
    if node is None:
        return ""
    if isinstance(node.value, dict) and all(isinstance(one.value, Scalar) for one in node.value.values()):
        return plan.content(node, parse_route(route))
    if not isinstance(node.value, Scalar):
        return voice.say(msg("as described"))
    if node.value.text in {"null", "~", ""} and not node.value.quoted:
        return voice.say(msg("left out"))
    return plan.value(node.value, parse_route(route))


__all__ = ["Booklet"]
