"""Write a plan and its files that grow in one way: `python bench/growing.py roles 400 FOLDER`.

One thing grows and the rest stays small, so that a cost which grows faster than the thing shows:
roles, KPIs, tiers, gates, modifiers, bonuses and pools of the plan; people, teams, adjustments and
periods in the files.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HEAD = "csvariable: 1\nname: Growing\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 2500\n"
CURVE = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"
ONE_KPI = f"kpis:\n  k0: {{weight: 100 %, unit: percent, {CURVE}}}\n"
PERIOD = "2026-Q3"
PEOPLE = 20


@dataclass(frozen=True, slots=True)
class Files:
    """A plan, a KPI file, and a people file where there is one."""

    plan: str
    kpis: str
    people: str | None = None
    adjustments: str | None = None

    def write(self, folder: Path) -> tuple[str, ...]:
        """Write them; return the arguments of a command that reads them."""
        folder.mkdir(parents=True, exist_ok=True)
        plan, kpis, people = (folder / name for name in ("plan.yaml", "kpis.csv", "people.csv"))
        plan.write_text(self.plan, "utf-8")
        kpis.write_text(self.kpis, "utf-8")
        if self.adjustments is not None:
            (folder / "adjustments.csv").write_text(self.adjustments, "utf-8")
            return (str(plan), str(kpis), "--adjustments", str(folder / "adjustments.csv"))
        if self.people is None:
            return (str(plan), str(kpis))
        people.write_text(self.people, "utf-8")
        return (str(plan), str(kpis), "--people", str(people), "--period", PERIOD)


def rate(number: int) -> str:
    """A rate that differs from that of the next number."""
    return f"{60 + number * 37 % 60}.{number % 10} %"


def kpi_file(people: int, *columns: str) -> str:
    """So many people with a value in each column."""
    head = ",".join(("participant", *columns))
    return "".join(
        f"{row}\n"
        for row in (
            head,
            *(
                ",".join((f"p{one}", *(rate(one + at) for at, _ in enumerate(columns))))
                for one in range(people)
            ),
        )
    )


def roles(count: int) -> Files:
    """One person in each of so many roles."""
    text = "".join(f"  r{at}: {{target_incentive: {1000 + at}}}\n" for at in range(count))
    rows = "".join(f"p{at},r{at},{rate(at)}\n" for at in range(count))
    return Files(f"{HEAD}{ONE_KPI}roles:\n{text}", f"participant,role,k0\n{rows}")


def kpis(count: int) -> Files:
    """Twenty people and so many KPIs, none of which is worth less than another by more than a digit."""
    base, more = divmod(10_000, count)
    weights = [base + (at < more) for at in range(count)]
    text = "".join(
        f"  k{at}: {{weight: {weight // 100}.{weight % 100:02} %, unit: percent, {CURVE}}}\n"
        for at, weight in enumerate(weights)
    )
    return Files(f"{HEAD}kpis:\n{text}", kpi_file(PEOPLE, *(f"k{at}" for at in range(count))))


def long_kpis(count: int) -> Files:
    """Twenty people and so many KPIs, a row for each."""
    rows = "".join(f"p{one},k{at},{rate(one + at)}\n" for one in range(PEOPLE) for at in range(count))
    return Files(kpis(count).plan, f"participant,kpi,value\n{rows}")


def tiers(count: int) -> Files:
    """Twenty people and a ladder of so many tiers."""
    points = ", ".join(f"{{from: {at}.5 %, pays: {at} %}}" for at in range(count))
    curve = f"curve: {{of: actual, lookup: [{points}]}}"
    plan = f"{HEAD}kpis:\n  k0: {{weight: 100 %, unit: percent, {curve}}}\n"
    return Files(plan, kpi_file(PEOPLE, "k0"))


def adjustments(count: int) -> Files:
    """Twenty people and so many adjustments of them."""
    rows = "".join(f"p{at % PEOPLE},{at % 90 + 1}.50,correction {at}\n" for at in range(count))
    return Files(HEAD + ONE_KPI, kpi_file(PEOPLE, "k0"), None, f"participant,amount,reason\n{rows}")


def periods(count: int) -> Files:
    """The results of twenty people in each of so many quarters."""
    rows = "".join(
        f"{2000 + at // 4}-Q{at % 4 + 1},p{one},{rate(one + at)}\n"
        for at in range(count)
        for one in range(PEOPLE)
    )
    return Files(HEAD + ONE_KPI, f"period,participant,k0\n{rows}")


def gates(count: int) -> Files:
    """Twenty people and so many gates."""
    text = "".join(
        f"  g{at}: {{when: {{k0: {{from: {at % 50}.{at % 10} %}}}}, otherwise: {{of: [k0], times: {50 + at % 50} %}}}}\n"
        for at in range(count)
    )
    return Files(f"{HEAD}{ONE_KPI}gates:\n{text}", kpi_file(PEOPLE, "k0"))


def modifiers(count: int) -> Files:
    """Twenty people and so many modifiers."""
    text = "".join(
        f"  m{at}: {{by: k0, of: [k0], curve: {{lookup: [{{from: 0 %, pays: 99 %}}, {{from: {at % 90 + 1} %, pays: 101 %}}]}}}}\n"
        for at in range(count)
    )
    return Files(f"{HEAD}{ONE_KPI}modifiers:\n{text}", kpi_file(PEOPLE, "k0"))


def bonuses(count: int) -> Files:
    """Twenty people and so many bonuses."""
    text = "".join(
        f"  b{at}: {{when: {{k0: {{from: {at % 90} %}}}}, pays: {10 + at}}}\n" for at in range(count)
    )
    return Files(f"{HEAD}{ONE_KPI}bonuses:\n{text}", kpi_file(PEOPLE, "k0"))


def pools(count: int) -> Files:
    """Twenty people and so many pools."""
    text = "".join(f"  q{at}: {{amount: {1000 + at}, by: uniform, scope: company}}\n" for at in range(count))
    return Files(f"{HEAD}{ONE_KPI}pool:\n{text}", kpi_file(PEOPLE, "k0"))


def teams(count: int) -> Files:
    """Three people in each of so many teams, with a KPI of the team."""
    plan = f"{HEAD}kpis:\n  k0: {{weight: 100 %, scope: team, unit: percent, {CURVE}}}\n"
    rows = "".join(f",t{at},{rate(at)}\n" for at in range(count))
    people = "".join(f"p{at}-{one},t{at}\n" for at in range(count) for one in range(3))
    return Files(plan, f"participant,team,k0\n{rows}", f"participant,team\n{people}")


def people(count: int) -> Files:
    """So many people."""
    return Files(HEAD + ONE_KPI, kpi_file(count, "k0"))


GROWING: dict[str, Callable[[int], Files]] = {
    one.__name__: one
    for one in (
        roles,
        kpis,
        long_kpis,
        tiers,
        gates,
        modifiers,
        bonuses,
        pools,
        teams,
        people,
        adjustments,
        periods,
    )
}


def main(arguments: list[str]) -> int:
    """Read the command line; return the exit code."""
    match arguments:
        case [what, count, folder] if what in GROWING and count.isascii() and count.isdigit():
            print(" ".join(GROWING[what](int(count)).write(Path(folder))))
            return 0
    print(f"usage: python bench/growing.py {'|'.join(GROWING)} COUNT FOLDER", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
