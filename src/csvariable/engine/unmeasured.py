"""Results that are lacking where the plan says what then holds: told once for each, before the pay is read.

A KPI of which nobody has a value, and a team without the value that a bonus reads, are seldom meant:
what the plan says of a missing value then pays, or takes, for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from csvariable.engine.notes import notes
from csvariable.engine.results import Results
from csvariable.facts.headers import match
from csvariable.facts.likeness import most_like
from csvariable.facts.load import Tables
from csvariable.facts.nearest import Nearest
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, Route, warning
from csvariable.kernel.formula import across, parts_of, refs
from csvariable.kernel.message import Message, counted, listed, msg, quoted
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Note
from csvariable.plan import Plan, Role
from csvariable.text import route_text

_THEN: Final[Mapping[str, Message]] = {
    "zero": msg("it pays 0 %"),
    "at-target": msg("it pays 100 %"),
    "reweighted": msg("its weight is spread over the other KPIs"),
    "held": msg("its line is held"),
    "taken-as-reached": msg("`{rule}` takes it as reached"),
    "taken-as-not-reached": msg("`{rule}` takes it as not reached"),
    "factor-of-missing": msg("`{rule}` has the factor written for that"),
}
"""What then holds, by the kind of the note that says so."""
_SHOWN: Final = 8
"""Headers that a help names."""
_NOTES: Final = {"reweight": "reweighted", "hold": "held"}


def unmeasured(results: Results, plans: Plans, tables: Tables) -> list[Diagnostic]:
    """Return a warning for each KPI without any value, and for each rule whose team has none."""
    return [*_kpis(results, plans, tables), *_groups(results, plans)]


def _kpis(results: Results, plans: Plans, tables: Tables) -> Iterator[Diagnostic]:
    """Yield the KPIs that are read and of which no one of a role has a value."""
    lacking: dict[str, list[Role]] = {}
    measured: set[str] = set()
    present, roles = results.facts.present, results.facts.roles
    for role, program in results.programs.items():
        read = {
            name
            for step in program.steps
            if step.purpose is not Purpose.ACTUAL
            for name in (*refs(step.formula), *parts_of(step.formula), *across(step.formula))
        }
        for kpi_id, kpi in plans.of(role).kpis.items():
            if kpi.is_of_steps or f"{kpi_id}.actual" not in read:
                continue
            if results.measures(role, f"{kpi_id}.actual"):
                measured.add(kpi_id)
            elif any(flag for flag, other in zip(present, roles, strict=True) if other == role):
                lacking.setdefault(kpi_id, []).append(role)
    for kpi_id, some in lacking.items():
        yield _without_values(kpi_id, some if kpi_id in measured else (), plans, tables)


def _without_values(kpi_id: str, roles: list[Role] | tuple[()], plans: Plans, tables: Tables) -> Diagnostic:
    kpi = plans.kpi(kpi_id, roles[0] if roles else None)
    policy = kpi.missing or plans.base.missing
    then = _THEN.get(_NOTES.get(policy, policy)) if kpi.curve or kpi.matrix else None
    then = then or msg("what reads it does without")
    if roles:
        named = listed([msg("the role `{role}`", role=one) if one else msg("no role") for one in roles])
        message = msg("nobody of {roles} has a value of `{kpi}`: {then}", roles=named, kpi=kpi_id, then=then)
    else:
        message = msg("no file gives a value of `{kpi}`: {then}", kpi=kpi_id, then=then)
    at = PlanPlace(("kpis", kpi_id), key=True)
    unread: dict[str, None] = {}
    for table in tables.kpis:
        columns = match(table.header, plans.kpi_ids, plans.columns, plans.words.shown).columns
        rest = [text for text, one in zip(table.header, columns, strict=True) if one is None and text]
        unread |= dict.fromkeys(rest)
        found = most_like(kpi_id, rest)
        if found is not None:
            label = Label(table.place(-1, table.header.index(found)), msg("the column most like it"))
            help_ = msg(
                "did you mean `{kpi}` by the column `{header}`? then call it so", kpi=kpi_id, header=found
            )
            return warning("kpi-without-values", message, at, also=(label,), help=help_)
    help_ = msg("add its values to a KPI file, or take the KPI out of the plan")
    if unread:
        help_ = msg(
            "call the column that holds it `{kpi}` (nothing reads {headers}), or take the KPI out",
            kpi=kpi_id,
            headers=quoted([*unread][:_SHOWN]),
        )
    return warning("kpi-without-values", message, at, help=help_)


@dataclass(slots=True)
class _Lacking:
    """A value that teams, or the company, do not have, and what then holds for whom."""

    route: Route
    teams: dict[str | None, None] = field(default_factory=dict)
    then: dict[Message, None] = field(default_factory=dict)
    people: set[int] = field(default_factory=set)


def _groups(results: Results, plans: Plans) -> Iterator[Diagnostic]:
    """Yield the values of teams, and of the company, that are read and that no file gives: each once."""
    found: dict[tuple[str, str], _Lacking] = {}
    for at, some in results.kept(notes).items():
        row = results.facts.people[at].rows[-1]
        plan = plans.of(results.facts.roles[row])
        for note in some:
            scope = _scope_of(note, plan)
            if scope != "person" and note.kind in _THEN and note.kpi is not None:
                lacking = found.setdefault((note.kpi, scope), _Lacking(note.route))
                lacking.teams.setdefault(results.facts.teams[row] if scope == "team" else None)
                lacking.then.setdefault(_THEN[note.kind].given(rule=route_text(note.route[:2])))
                lacking.people.add(at)
    known = {team for team in results.facts.teams if team} if found else set()
    for (kpi, scope), lacking in found.items():
        yield _without_result(kpi, scope, lacking, known)


def _scope_of(note: Note, plan: Plan) -> str:
    """Return whose value a note speaks of."""
    kpi = plan.kpis.get(note.kpi or "")
    scope = "person" if kpi is None or kpi.is_of_steps else kpi.scope
    if scope == "person" and note.route[0] == "bonuses":
        bonus = plan.bonuses[str(note.route[1])]
        return bonus.scope if bonus.rank is None or bonus.rank.of is None else bonus.rank.of
    return scope


def _without_result(kpi: str, scope: str, lacking: _Lacking, known: set[str]) -> Diagnostic:
    who: Message = msg("the company")
    if scope == "team":
        named = [
            msg("the team `{team}`", team=team) if team else msg("who has no team") for team in lacking.teams
        ]
        who = msg("{teams}", teams=listed(named))
    message = msg(
        "{who}: no value of `{kpi}`; {then}, for {people}",
        who=who,
        kpi=kpi,
        then=listed(lacking.then, "and"),
        people=counted("{count} person", "{count} people", len(lacking.people)),
    )
    near = Nearest(known - {team for team in lacking.teams if team})
    meant = [(team, near.to(team)) for team in lacking.teams if team]
    help_ = msg("add a row of the team (`team` filled, `participant` empty) with its result")
    if scope == "company":
        help_ = msg("add a row of the company (`participant` is `*`) with its result")
    elif not meant:
        help_ = msg("say in the column `team` who is in which team")
    elif len(meant) == len(lacking.teams) == 1 and meant[0][1] is not None:
        help_ = msg("did you mean the team `{meant}` by `{team}`?", meant=meant[0][1], team=meant[0][0])
    return warning("group-without-value", message, PlanPlace(lacking.route, key=True), help=help_)
