"""Plans and files of any size, for what must not grow faster than they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LINE = "linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 120 %, pays: 150 %}]"


@dataclass(frozen=True)
class Size:
    """How many there are of each thing."""

    people: int = 3
    kpis: int = 2
    roles: int = 0
    teams: int = 0
    gates: int = 0
    modifiers: int = 0
    bonuses: int = 0
    objectives: int = 0
    tiers: int = 0
    columns: int = 0
    examples: int = 0
    periods: int = 0
    parts: int = 1
    """Lines a person has in the people file, each from a date on."""


def plan(size: Size, target_incentive: int = 1000) -> str:
    """A plan whose last KPI pays by a ladder where tiers are asked for."""
    head = f"csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: {target_incentive}\n"
    sections = {
        "kpis": _kpis(size),
        "objectives": (f"o{n}: {{name: O, weight: 1/{size.objectives}}}" for n in range(size.objectives)),
        "gates": (_gate(n, size) for n in range(size.gates)),
        "modifiers": (_modifier(n, size) for n in range(size.modifiers)),
        "bonuses": (
            f"b{n}: {{when: {{k{n % size.kpis}: {{from: {n % 140}}}}}, pays: 10}}"
            for n in range(size.bonuses)
        ),
        "columns": (f"c{n}: {{unit: number}}" for n in range(size.columns)),
        "roles": (f"r{n}: {{target_incentive: {n + 1}}}" for n in range(size.roles)),
        "examples": (_example(n, size) for n in range(size.examples)),
    }
    return head + "".join(_section(name, list(lines)) for name, lines in sections.items())


def kpi_file(size: Size) -> str:
    """A line a person, a period after another where several are asked for."""
    quarters = [f"{2000 + n // 4}-Q{n % 4 + 1}" for n in range(size.periods)]
    rows = [
        ",".join([f"p{one}", *([quarter] if size.periods else []), *_values(one, size)])
        for quarter in quarters or [""]
        for one in range(size.people)
    ]
    heads = ["participant", *(["period"] if size.periods else []), *(f"k{n}" for n in range(size.kpis))]
    return "\n".join([",".join(heads), *rows]) + "\n"


def people_file(size: Size) -> str:
    """A line for each part of a person's period: name, role and team."""
    rows = [",".join(_person(one, part, size)) for one in range(size.people) for part in range(size.parts)]
    heads = ["participant", "name", *(["role"] if size.roles else []), *(["team"] if size.teams else [])]
    return "\n".join([",".join([*heads, *(["entry", "exit"] if size.parts > 1 else [])]), *rows]) + "\n"


def _section(name: str, lines: list[str]) -> str:
    return f"{name}:\n" + "".join(f"  {line}\n" for line in lines) if lines else ""


def _kpis(size: Size) -> Iterable[str]:
    for n in range(size.kpis):
        tiers = ", ".join(f"{{from: {tier + 1} %, pays: {tier + 1} %}}" for tier in range(size.tiers))
        pays = f"lookup: [{tiers}]" if tiers and n == size.kpis - 1 else LINE
        shared = size.objectives or 1
        objective = f"objective: o{n % shared}, " if size.objectives else ""
        weight = f"weight: {shared}/{size.kpis}, {objective}"
        yield f"k{n}: {{{weight}unit: number, additive: true, target: 100, curve: {{{pays}}}}}"


def _gate(n: int, size: Size) -> str:
    kpi = f"k{n % size.kpis}"
    return f"g{n}: {{when: {{{kpi}: {{from: {n % 90}}}}}, otherwise: {{of: [{kpi}], times: 50 %}}}}"


def _modifier(n: int, size: Size) -> str:
    curve = "{lookup: [{from: 0 %, pays: 80 %}, {from: 90 %, pays: 100 %}]}"
    return f"m{n}: {{by: k{n % size.kpis}, of: plan, curve: {curve}}}"


def _example(n: int, size: Size) -> str:
    given = [f"k{kpi}: {n}" for kpi in range(size.kpis)] + (
        [f"role: r{n % size.roles}"] if size.roles else []
    )
    pays = n % size.roles + 1 if size.roles else 1000
    return f"e{n}: {{given: {{{', '.join(given)}}}, expect: {{target_incentive: {pays}}}}}"


def _values(one: int, size: Size) -> Iterable[str]:
    return (str((one * 7 + n * 13) % 140) for n in range(size.kpis))


def _person(one: int, part: int, size: Size) -> Iterable[str]:
    yield from (f"p{one}", f"N {one}")
    yield from [f"r{(one + part) % size.roles}"] if size.roles else []
    yield from [f"t{one % size.teams}"] if size.teams else []
    yield from [f"2026-01-{part * 2 + 1:02d}", f"2026-01-{part * 2 + 2:02d}"] if size.parts > 1 else []
