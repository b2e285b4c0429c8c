"""The statement that a person keeps: everything their pay rests on, so that they can add it up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from csvariable import SCHEMA_VERSION, __version__
from csvariable.documents.ahead import Ahead
from csvariable.documents.amounts import amount_text
from csvariable.documents.kept import Kept
from csvariable.documents.measured import measured_of, measured_words
from csvariable.documents.origins import Origins
from csvariable.documents.paper.curve_words import board_of, shown_curve
from csvariable.documents.paper.model import (
    Chapter,
    Items,
    Paper,
    PaperBlock,
    Reckoning,
    Terms,
    Words,
)
from csvariable.documents.paper.workings import Workings
from csvariable.documents.provenance import Provenance
from csvariable.documents.result import (
    Heading,
    measures_of,
    person_of,
)
from csvariable.documents.statement_entries import Entries
from csvariable.documents.statement_kpis import kpi_board
from csvariable.documents.statement_lines import is_shown, lines_data
from csvariable.documents.statement_workings import workings_of
from csvariable.documents.unnamed import shared_role
from csvariable.documents.view import View
from csvariable.engine.notes import notes_on
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import Curve, Grid
from csvariable.kernel.message import Filling, Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.plan.values import text_of
from csvariable.speech.naming import Voice
from csvariable.speech.policies import policies_of, policies_used
from csvariable.speech.saying import in_language
from csvariable.statement import (
    Line,
    Otherwise,
    Statement,
    StatementPart,
    closed_gates,
    cost_of_gates,
    statement,
)

_RANKS: Final = {Purpose.PAYOUT_RATE: 1, Purpose.WEIGHT: 2, Purpose.PART: 3, Purpose.PAYOUT: 4}
"""The lines of a KPI that stand last, the payout at the end."""


@dataclass(frozen=True)
class PayStatement(Kept):
    """One person's statement."""

    view: View
    at: int
    """The person, by index."""
    heading: Heading
    origins: Origins
    revision: str | None = None
    """The revision of the plan in its repository, where it has one."""
    placed: bool = True
    """Whether each line says where it is written."""
    redacted: bool = False
    """Whether the name and the id are left out: a statement that is shown to others."""
    beside: tuple[Message, ...] = ()
    """Of closed periods: lines that are held, and what the person disputes."""

    @cached_property
    def read(self) -> Statement:
        """The program read back for the person."""
        return statement(self.view.results, self.at)

    @cached_property
    def _pay(self) -> Otherwise:
        return Otherwise(self.view.results, self.view.plans, self.at)

    @cached_property
    def _closed(self) -> tuple[str, ...]:
        return closed_gates(self._pay)

    @property
    def _entries(self) -> Entries:
        origins = None if self.redacted or not self.placed else self.origins
        return Entries(self.view, self.read, self._pay, self._closed, origins)

    @property
    def _provenance(self) -> Provenance:
        return Provenance(self.view, self.heading, self.revision)

    def _say(self, message: Message, **values: Filling) -> str:
        return in_language(message.given(**values) if values else message, self.view.language)

    # ------------------------------------------------------------------ the paper

    def paper(self) -> Paper:
        """Return the statement as people read it."""
        view, read = self.view, self.read
        last = read.parts[-1]
        person = read.participant
        words = [view.results.facts.period, self._role(last), last.team, self._of_target()]
        return Paper(
            view.language,
            self._say(msg("somebody")) if self.redacted else person.name or person.id,
            self._say(msg("Pay statement · {plan}"), plan=view.name),
            view.money(read.total),
            " · ".join(word for word in words if word),
            tuple(self._chapters()),
            tuple(self._provenance.foot()),
        )

    def _of_target(self) -> str:
        target = self.read.target_incentive()
        if not target:
            return ""
        return self.view.word(
            "of-target", share=self.view.rate(self.read.total / target), target=self.view.money(target)
        )

    def _chapters(self) -> Iterator[Chapter]:
        read, ahead = self.read, Ahead(self.view, self.at, self._pay)
        yield Chapter(self._say(msg("Who and when")), (self._who(),))
        for number, part in enumerate(read.parts, start=1):
            voice = self.view.voice(part.row)
            yield from self._kpis(part, voice, number)
            for kpi in dict.fromkeys(line.step.kpi for line in part.lines if line.step.kpi):
                yield self._kpi(part, voice, kpi, ahead)
            yield from self._account(part, voice, number)
        yield from self._of_person()
        if read.gifts:
            yield Chapter(self._say(msg("Rewards in kind")), (Items(tuple(self._gifts())),))
        if self.beside:
            said = tuple(self._say(one) for one in self.beside)
            yield Chapter(self._say(msg("Of closed periods")), (Items(said),))
        yield Chapter(self._say(msg("Rules used")), (Items(self._policies()),))
        yield from self._provenance.disputes()
        yield Chapter(self._say(msg("Made from")), (self._provenance.files(),))

    def account(self) -> Iterator[Chapter]:
        """Yield the lines alone: of each KPI, of the plan, of the person."""
        for number, part in enumerate(self.read.parts, start=1):
            voice = self.view.voice(part.row)
            yield from self._kpis(part, voice, number)
            for kpi in dict.fromkeys(line.step.kpi for line in part.lines if line.step.kpi):
                yield self._kpi(part, voice, kpi, None)
            yield from self._account(part, voice, number)
        yield from self._of_person()

    def _who(self) -> Terms:
        view, read = self.view, self.read
        person, last = read.participant, read.parts[-1]
        rows = [] if self.redacted else [(self._say(msg("Person")), view.person(self.at))]
        rows += [(self._say(msg("Period")), view.results.facts.period)] if view.results.facts.period else []
        role = self._role(last)
        rows += [(self._say(msg("Role")), role)] if role else []
        rows += [(self._say(msg("Team")), last.team)] if last.team else []
        rows.append((self._say(msg("Plan")), view.name))
        if len(read.parts) == 1:
            presence = view.voice(person.rows[0]).counted(Figure.PRESENCE)
            rows += [(self._say(msg("Presence")), presence)] if presence else []
        return Terms(tuple(rows))

    # ------------------------------------------------------------------ the KPIs

    def _title(self, part: StatementPart, number: int, words: Message) -> str:
        parts = self.read.parts
        if len(parts) == 1:
            return self._say(words)
        counted = self.view.voice(part.row).counted(Figure.PRESENCE)
        of = self.view.word("part-of", number=number, count=len(parts))
        said = (self._say(words), of, self._role(part), part.team, counted)
        return " · ".join(word for word in said if word)

    def _role(self, part: StatementPart) -> str | None:
        """Return the role of a part; of a statement for others, only where many have it."""
        return None if self.redacted and not shared_role(self.view.results.facts, part.role) else part.role

    def _kpis(self, part: StatementPart, voice: Voice, number: int) -> Iterator[Chapter]:
        board = kpi_board(self.view, part, voice)
        if board is not None:
            yield Chapter(self._title(part, number, msg("What the results pay")), (board,))

    def _kpi(self, part: StatementPart, voice: Voice, kpi: str, ahead: Ahead | None) -> Chapter:
        """Return a KPI: its lines; with what is ahead also why it is there, and its curve."""
        payout = part.line(Purpose.PAYOUT.named(kpi))
        amount = self.view.money(payout.effect) if payout is not None and payout.effect is not None else ""
        lines = [line for line in part.lines_of(kpi) if is_shown(line)]
        reckoning = Reckoning(tuple(self._entries.of(voice, line) for line in sorted(lines, key=_rank)))
        if ahead is None:
            return Chapter(voice.kpi(kpi), (reckoning,), amount, 3)
        blocks: list[PaperBlock] = [*self._reasons(voice, kpi), reckoning]
        measured = measured_of(self.view, part.row, kpi)
        if measured is not None:
            blocks.append(Terms(tuple(measured_words(self.view, part.row, kpi, measured))))
        drawn = part.curve_of(kpi)
        if drawn is not None and isinstance(drawn.step.curve, Curve):
            blocks.append(shown_curve(voice, drawn, voice.kpi(kpi)))
        elif drawn is not None and isinstance(drawn.step.curve, Grid):
            blocks.append(board_of(voice, drawn.step.curve, voice.kpi(kpi)))
        words = ahead.words(voice, self.read.parts, part, kpi)
        if words:
            blocks += [
                Words(self._say(msg("What would have added to the total, all else as it was:")), "quiet")
            ]
            blocks.append(Items(tuple(words)))
        return Chapter(voice.kpi(kpi), tuple(blocks), amount, 3)

    def _reasons(self, voice: Voice, kpi: str) -> Iterator[PaperBlock]:
        spec, language = voice.plan.kpis[kpi], self.view.language
        if why := text_of(spec.why, language, ""):
            yield Words(why)
        objective = voice.plan.objectives.get(spec.objective or "")
        if objective is None:
            return
        stated = text_of(objective.statement, language, spec.objective or "")
        rows = [(self._say(msg("Objective")), stated)]
        rows += [(self._say(msg("It serves")), text_of(objective.serves, language, ""))] * bool(
            objective.serves
        )
        yield Terms(tuple(rows))

    # ------------------------------------------------------------------ what follows

    def _account(self, part: StatementPart, voice: Voice, number: int) -> Iterator[Chapter]:
        lines = [line for line in part.lines if line.step.kpi is None and is_shown(line)]
        if lines:
            title = self._title(part, number, msg("From the results to what was earned"))
            yield Chapter(title, (Reckoning(tuple(self._entries.of(voice, line) for line in lines)),))

    def _of_person(self) -> Iterator[Chapter]:
        voice = self.view.person_voice(self.at)
        lines = [line for line in self.read.lines if is_shown(line)]
        title = self._say(msg("What is paid"))
        yield Chapter(title, (Reckoning(tuple(self._entries.of(voice, line) for line in lines)),))

    def _gifts(self) -> Iterator[str]:
        for gift in self.read.gifts:
            worth = self.view.word("worth", value=self.view.money(gift.value)) if gift.value else ""
            yield " · ".join(word for word in (self.view.gift(gift), worth) if word)

    def _policies(self) -> tuple[str, ...]:
        """Return what stands behind the lines: of the plan of each part, and of each KPI in it."""
        voice = self.view.voice(self.read.parts[-1].row)
        said = [voice.note(note) for note in notes_on(self.view.results, self.at)]
        purposes = {line.step.purpose for line in self.read.every}
        for part in self.read.parts:
            voice = self.view.voice(part.row)
            said += [self._say(one) for one in policies_used(voice.plan, purposes)]
            for kpi in dict.fromkeys(line.step.kpi for line in part.lines if line.step.kpi):
                said += [
                    self.view.word("of-person", person=voice.kpi(kpi), remark=self._say(rule))
                    for rule in policies_of(voice.plan.kpis[kpi])
                ]
        return tuple(dict.fromkeys(said))

    # ------------------------------------------------------------------ the workings

    def workings(self) -> Workings:
        """Return every step with its formula, and every fact, for a spreadsheet."""
        return workings_of(self.view, self.at, self.read)

    # ------------------------------------------------------------------ the data

    def data(self) -> dict[str, Any]:
        """Return plan, files, the person and every line, as digits."""
        heading, currency = self.heading, self.heading.currency
        return {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "csvariable", "version": __version__},
            "plan": {"path": heading.plan.path or None, "name": heading.name, "sha256": heading.plan.sha256},
            "facts": [
                {"path": one.path or None, "sha256": one.sha256, "rows": one.rows} for one in heading.facts
            ],
            "period": heading.period,
            "currency": currency,
            "person": person_of(self.view.results, self.at, currency)
            | ({"id": None, "name": None, "role": self._role(self.read.parts[-1])} if self.redacted else {}),
            "lines": [
                line
                for part in (*self.read.parts, None)
                for line in lines_data(
                    self.view, self.at, self.read, None if self.redacted else self.origins, part
                )
            ],
            "measures": self._measures(),
            "gates_closed": [
                {"gate": gate, "costs": amount_text(cost_of_gates(self._pay, (gate,)), currency)}
                for gate in self._closed
            ],
        }

    def _measures(self) -> list[dict[str, Any]]:
        found = measures_of(self.view.results, [self.at], self._intervals())
        own = {"owner": None} if self.redacted else {}
        return [one | own if one["scope"] == "person" else one for one in found]

    def _intervals(self) -> dict[str, Fraction]:
        """Return how certain the intervals are that the plan asks for."""
        specs = (one for plan in self.view.plans.all for one in plan.kpis.items())
        return {kpi: spec.sample.interval for kpi, spec in specs if spec.sample and spec.sample.interval}


def _rank(line: Line) -> int:
    return _RANKS.get(line.step.purpose, 0)


__all__ = ["PayStatement"]
