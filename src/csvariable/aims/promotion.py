"""An objective of the backlog that goes into the plan, and the record of the vote that chose it.

Who chooses among the ranked objectives are people; the vote only keeps out what nobody ranked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from csvariable.aims.vote import Tally
from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import Message, Told, listed, msg
from csvariable.plan import Plan
from csvariable.text import Document, NotMovable, Scalar, moved, parse, written

BACKLOG, OBJECTIVES, CONSULTATION = "backlog", "objectives", "consultation"
WAITING = ("status", "cycle")
"""What is said of an objective only while it waits."""


class NotPromotable(Told):
    """An objective that cannot go into the plan; says why."""


@dataclass(frozen=True, slots=True)
class Record:
    """What `consultation` says of a vote, in the language of the plan."""

    asked_on: date
    who: str
    how: str
    changed: str


@dataclass(frozen=True, slots=True)
class Promoted:
    """The text of a plan with objectives moved, and what must be said of it."""

    text: str
    notes: tuple[Message, ...]


def promote(  # noqa: PLR0913, PLR0917 - a plan, what was voted, and who goes
    document: Document,
    plan: Plan,
    tallies: Sequence[Tally],
    chosen: Sequence[str],
    quorum: int,
    record: Record,
) -> Promoted:
    """Move objectives of the backlog into the plan, lines and comments, and record the vote.

    Raises:
        NotPromotable: for an objective that does not wait, that the vote gave no place, or whose lines
            cannot be moved.
    """
    ranked = {one.objective: one for one in tallies}
    for name in chosen:
        _check(plan, ranked, name, quorum)
    notes: list[Message] = []
    for name in dict.fromkeys(chosen):
        try:
            document = _read(moved(document, BACKLOG, name, OBJECTIVES), document.name)
        except NotMovable as problem:
            raise NotPromotable(problem.said) from None
        notes.append(msg("`{name}` moved from `backlog` to `objectives`", name=name))
        gone = [key for key in WAITING if document.node((OBJECTIVES, name, key)) is not None]
        document = _edited(document, {(OBJECTIVES, name, key): None for key in gone})
        if gone:
            said = listed([msg("`{key}`", key=key) for key in gone], "and")
            notes.append(msg("what is said only of what waits is left out: {keys}", keys=said))
    edits, more = _recorded(document, record)
    return Promoted(_edited(document, edits).text, (*notes, *more))


def _check(plan: Plan, ranked: dict[str, Tally], name: str, quorum: int) -> None:
    if name in plan.objectives:
        raise NotPromotable(msg("`{name}` is an objective of the plan already", name=name))
    if name not in plan.backlog:
        said = msg("there is no objective `{name}` in the backlog", name=name)
        known = msg("known here: {known}", known=listed(list(plan.backlog)))
        raise NotPromotable(msg("{problem}; {known}", problem=said, known=known) if plan.backlog else said)
    if ranked[name].place is None:
        raise NotPromotable(
            msg(
                "the vote gives `{name}` no place: {count} of the {quorum} ballots that are needed",
                name=name,
                count=ranked[name].ballots,
                quorum=quorum,
            )
        )


def _read(text: str, name: str) -> Document:
    found, _ = parse(text, name)
    if found is None:  # pragma: no cover - a text that was moved or written was read again
        raise AssertionError(text)
    return found


def _edited(document: Document, edits: dict[Route, object]) -> Document:
    try:
        return _read(written(document, edits), document.name)
    except (ValueError, TypeError):
        said = msg("`consultation` and the objective cannot be changed in their place; change them by hand")
        raise NotPromotable(said) from None


def _recorded(document: Document, record: Record) -> tuple[dict[Route, object], list[Message]]:
    """Return the edits that fill `consultation`: of this vote what is missing, of another day anew."""
    before = {
        key: document.value((CONSULTATION, key)) or document.node((CONSULTATION, key))
        for key in ("asked_on", "who", "how", "changed")
    }
    day = record.asked_on.isoformat()
    was = before["asked_on"]
    other = isinstance(was, Scalar) and was.text != day
    notes = [msg("the vote is recorded in `consultation`")]
    if other and isinstance(was, Scalar):
        notes = [msg("the vote is recorded in `consultation`, in place of that of {day}", day=was.text)]
    edits: dict[Route, object] = {}
    for key, text in _texts(record):
        if other or before[key] is None:
            edits[CONSULTATION, key] = text
    changed = before["changed"]
    if not other and changed is not None:
        if isinstance(changed, Scalar):
            edits[CONSULTATION, "changed"] = f"{changed.text}; {record.changed}"
        else:
            notes.append(msg("`consultation.changed` is written in several languages: add to it by hand"))
    return edits, notes


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    yield "asked_on", record.asked_on.isoformat()
    yield "who", record.who
    yield "how", record.how
    yield "changed", record.changed
