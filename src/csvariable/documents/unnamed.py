"""What is shown to others: results and files without what tells whose they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from csvariable.documents.result import Heading
from csvariable.documents.team_groups import FEW
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant
from csvariable.kernel.message import msg
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language


def unnamed(results: Results, language: Language) -> Results:
    """Return results whose teams have numbers, in the order of their names, and whose reasons are left out.

    Ids stay, as odd units of what is shared follow them: who shows the results leaves them out.
    """
    facts = results.facts
    names = sorted({team for team in facts.teams if team})
    width, said = len(str(len(names))), in_language(msg("team"), language)
    number = {name: f"{said} {at:0{width}}" for at, name in enumerate(names, start=1)}
    measured = {}
    for (kpi, owner), one in facts.measured.items():
        to = owner._replace(name=number[owner.name]) if owner.kind == "team" else owner
        measured[kpi, to] = replace(one, owner=to, rows=())  # rows tell their files
    shown: Facts = replace(
        facts,
        people=[_unsaid(one, language) for one in facts.people],
        teams=[number.get(team or "", team) for team in facts.teams],
        measured=measured,
    )
    return replace(results, facts=shown)


def _unsaid(person: Participant, language: Language) -> Participant:
    """Return a person without a name, and without what somebody wrote of them."""
    left_out = msg("reason left out")
    return replace(
        person,
        name=None,
        adjustments=tuple(replace(one, reason=in_language(left_out, language)) for one in person.adjustments),
        owed=tuple(replace(one, reason=left_out) for one in person.owed),
    )


def unnamed_files(heading: Heading) -> Heading:
    """Return a heading whose files are told by their hashes alone."""
    return replace(
        heading,
        plan=replace(heading.plan, path=""),
        facts=tuple(replace(one, path="") for one in heading.facts),
    )


def shared_role(facts: Facts, role: str | None) -> bool:
    """Whether so many people have a role that it tells of none of them who they are."""
    found: Counter[str | None] = Counter()
    for person in facts.people:
        found.update({facts.roles[row] for row in person.rows})
    return found[role] >= FEW


__all__ = ["shared_role", "unnamed", "unnamed_files"]
