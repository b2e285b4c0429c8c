"""Write a plan and its files that grow in one way: `python bench/growing.py roles 400 FOLDER`.

One thing grows and the rest stays small, so that a cost which grows faster than the thing shows:
roles, KPIs, tiers, points, bands, cells of a matrix, gates, conditions, modifiers, bonuses, contests,
pools, objectives, sources, examples and texts of the plan; people, their rows, teams, adjustments,
periods and raw rows in the files.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

HEAD = "csvariable: 1\nname: Growing\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 2500\n"
CURVE = "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"
ONE_KPI = f"kpis:\n  k0: {{weight: 100 %, unit: percent, {CURVE}}}\n"
PERIOD = "2026-Q3"
PEOPLE = 20


@dataclass(frozen=True, slots=True)
class Files:
    """A plan, a KPI file, a people file and adjustments where there are any, and files of sources."""

    plan: str
    kpis: str | None
    people: str | None = None
    adjustments: str | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    period: str | None = None

    def write(self, folder: Path) -> tuple[str, ...]:
        """Write them; return the arguments of a command that reads them, of which the first is the plan."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.more.items():
            (folder / name).write_text(text, "utf-8")
        own = {
            "": ("plan.yaml", self.plan),
            " ": ("kpis.csv", self.kpis),
            "--people": ("people.csv", self.people),
            "--adjustments": ("adjustments.csv", self.adjustments),
        }
        words: list[str] = []
        for option, (name, held) in own.items():
            if held is not None:
                (folder / name).write_text(held, "utf-8")
                words += [*option.split(), str(folder / name)]
        return (*words, "--period", self.period) if self.period else tuple(words)


def rate(number: int) -> str:
    """A rate that differs from that of the next number."""
    return f"{60 + number * 37 % 60}.{number % 10} %"


def step(number: int) -> str:
    """A bound that differs from that of every other number."""
    return f"{(number + 1) // 100}.{(number + 1) % 100:02} %"


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
        f"  g{at}: {{when: {{k0: {{from: {step(at)}}}}}, otherwise: {{of: [k0], times: {50 + at % 50} %}}}}\n"
        for at in range(count)
    )
    return Files(f"{HEAD}{ONE_KPI}gates:\n{text}", kpi_file(PEOPLE, "k0"))


def modifiers(count: int) -> Files:
    """Twenty people and so many modifiers."""
    text = "".join(
        f"  m{at}: {{by: k0, of: [k0], curve: {{lookup: [{{from: 0 %, pays: 99 %}}, {{from: {step(at)}, pays: 101 %}}]}}}}\n"
        for at in range(count)
    )
    return Files(f"{HEAD}{ONE_KPI}modifiers:\n{text}", kpi_file(PEOPLE, "k0"))


def bonuses(count: int) -> Files:
    """Twenty people and so many bonuses."""
    text = "".join(
        f"  b{at}: {{when: {{k0: {{from: {step(at)}}}}}, pays: {10 + at}}}\n" for at in range(count)
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
    return Files(plan, f"participant,team,k0\n{rows}", f"participant,team\n{people}", period=PERIOD)


def people(count: int) -> Files:
    """So many people."""
    return Files(HEAD + ONE_KPI, kpi_file(count, "k0"))


def points(count: int) -> Files:
    """Twenty people and a straight line with a corner at each of so many points."""
    found = ", ".join(f"{{at: {at}.5 %, pays: {at}.{at % 3} %}}" for at in range(count))
    plan = f"{HEAD}kpis:\n  k0: {{weight: 100 %, unit: percent, curve: {{of: actual, linear: [{found}]}}}}\n"
    return Files(plan, kpi_file(PEOPLE, "k0"))


def bands(count: int) -> Files:
    """Twenty people and so many bands, each with a rate of its own."""
    found = ", ".join(f"{{from: {at}.5 %, rate: {at % 7 + 1} %}}" for at in range(count))
    plan = (
        f"{HEAD}kpis:\n  k0: {{weight: 100 %, unit: percent, curve: {{of: actual, marginal: [{found}]}}}}\n"
    )
    return Files(plan, kpi_file(PEOPLE, "k0"))


def cells(count: int) -> Files:
    """Twenty people and a matrix of ten columns with so many cells."""
    rows = ", ".join(f"{at}.5 %" for at in range(count // 10))
    columns = ", ".join(f"{10 * at} %" for at in range(10))
    pays = ", ".join(
        "[" + ", ".join(f"{at + 10 * column} %" for column in range(10)) + "]" for at in range(count // 10)
    )
    matrix = f"{{rows: {{of: k0, from: [{rows}]}}, columns: {{of: k1, from: [{columns}]}}, pays: [{pays}]}}"
    plan = f"{HEAD}kpis:\n  k0: {{weight: 100 %, unit: percent, matrix: {matrix}}}\n  k1: {{unit: percent}}\n"
    return Files(plan, kpi_file(PEOPLE, "k0", "k1"))


def conditions(count: int) -> Files:
    """Twenty people and a gate of so many conditions, any of which opens it."""
    found = ", ".join(
        f"{{all: [{{k0: {{from: {step(at)}}}}}, {{k0.payout_rate: {{from: {step(at + 1)}}}}}]}}"
        for at in range(count)
    )
    gate = f"{{when: {{any: [{found}]}}, otherwise: {{of: [k0], times: 50 %}}}}"
    return Files(f"{HEAD}{ONE_KPI}gates:\n  g: {gate}\n", kpi_file(PEOPLE, "k0"))


def contests(count: int) -> Files:
    """Twenty people and so many contests of all of them."""
    text = "".join(
        f"  b{at}: {{rank: {{by: k0, top: 2}}, pays: [{20 + at}, {10 + at}]}}\n" for at in range(count)
    )
    return Files(f"{HEAD}{ONE_KPI}bonuses:\n{text}", kpi_file(PEOPLE, "k0"))


def ranked(count: int) -> Files:
    """So many people in one contest, in which half of them win."""
    prizes = ", ".join(str(count - at) for at in range(count // 2))
    text = f"  b: {{rank: {{by: k0, top: {count // 2}}}, pays: [{prizes}]}}\n"
    return Files(f"{HEAD}{ONE_KPI}bonuses:\n{text}", kpi_file(count, "k0"))


def members(count: int) -> Files:
    """So many people who share one pool."""
    text = "  q: {amount: 100000, by: k0, scope: company}\n"
    return Files(f"{HEAD}{ONE_KPI}pool:\n{text}", kpi_file(count, "k0"))


def rows(count: int) -> Files:
    """Twenty people with so many rows each, one after the other, in a year; at most 365."""
    start = date(2026, 1, 1)
    days = [start + timedelta(days=365 * at // count) for at in range(count)] + [date(2027, 1, 1)]
    text = "".join(
        f"p{one},r{at % 3},{days[at]},{days[at + 1] - timedelta(days=1)}\n"
        for one in range(PEOPLE)
        for at in range(count)
    )
    kinds = "".join(f"  r{at}: {{target_incentive: {1000 * (at + 1)}}}\n" for at in range(3))
    plan = f"{HEAD.replace('quarter', 'year')}proration: calendar-days\n{ONE_KPI}roles:\n{kinds}"
    return Files(plan, kpi_file(PEOPLE, "k0"), f"participant,role,entry,exit\n{text}", period="2026")


def objectives(count: int) -> Files:
    """Twenty people and so many objectives, each with a key result."""
    text = "".join(
        f"  o{at}:\n    statement: Statement number {at}\n    serves: Goal {at % 5}\n"
        f"    key_results: {{r: {{statement: 'Result {at} at 90 %', kpi: k0, due: 2026-09-30, owner: Ana}}}}\n"
        for at in range(count)
    )
    return Files(f"{HEAD}objectives:\n{text}{ONE_KPI}", kpi_file(PEOPLE, "k0"))


def examples(count: int) -> Files:
    """Twenty people and so many examples in the plan."""
    text = "".join(
        f"  e{at}: {{given: {{k0: {at % 100} %}}, expect: {{total: {25 * (at % 100)}}}}}\n"
        for at in range(count)
    )
    return Files(f"{HEAD}{ONE_KPI}examples:\n{text}", kpi_file(PEOPLE, "k0"))


def words(count: int) -> Files:
    """Twenty people and so many words in each text of the plan."""
    text = " ".join(f"word{at}" for at in range(count))
    said = f"objectives:\n  o:\n    statement: {text}\n    why: {text}\n"
    kpi = ONE_KPI.replace("{weight", f"{{name: {text}, objective: o, reasons: {text}, weight")
    return Files(f"{HEAD}{said}{kpi}", kpi_file(PEOPLE, "k0"))


def translations(count: int) -> Files:
    """Twenty people and so many bonuses in kind, named in two languages."""
    text = "".join(
        f"  b{at}: {{when: {{k0: {{from: {step(at)}}}}}, "
        f"gives: {{item: {{fr: Cadeau {at}, en: Present {at}}}, value: {at + 1}}}}}\n"
        for at in range(count)
    )
    return Files(f"{HEAD}{ONE_KPI}bonuses:\n{text}", kpi_file(PEOPLE, "k0"))


MEASURED = "{lookup: [{from: 0 %, pays: 50 %}, {from: 60 %, pays: 100 %}], of: actual}"


def sources(count: int) -> Files:
    """Twenty people and so many sources, each measured by a KPI."""
    base, more = divmod(10_000, count)
    held = "".join(
        f"  s{at}: {{file: s{at}.csv, participant: {{column: Who}}, "
        "columns: {score: {column: Score, unit: score, range: [1, 5]}}}\n"
        for at in range(count)
    )
    kpis = "".join(
        f"  k{at}: {{weight: {(base + (at < more)) // 100}.{(base + (at < more)) % 100:02} %, unit: percent, "
        f"measure: {{share: s{at}, that: {{score: {{from: 4}}}}}}, curve: {MEASURED}}}\n"
        for at in range(count)
    )
    files = {
        f"s{at}.csv": "Who,Score\n" + "".join(f"p{one},{(one + at) % 5 + 1}\n" for one in range(PEOPLE))
        for at in range(count)
    }
    who = "participant\n" + "".join(f"p{one}\n" for one in range(PEOPLE))
    return Files(f"{HEAD}sources:\n{held}kpis:\n{kpis}", None, who, more=files, period=PERIOD)


def source_rows(count: int) -> Files:
    """Twenty people and so many rows of a source."""
    source = (
        "  s: {file: s.csv, participant: {column: Who}, date: Day, "
        "columns: {score: {column: Score, unit: score, range: [1, 5]}}}\n"
    )
    kpi = (
        "  k0: {weight: 100 %, unit: percent, measure: {share: s, that: {score: {from: 4}}}, "
        f"curve: {MEASURED}}}\n"
    )
    text = "".join(
        f"p{at % PEOPLE},2026-0{7 + at % 3}-{at % 28 + 1:02},{at * 7 % 5 + 1}\n" for at in range(count)
    )
    who = "participant\n" + "".join(f"p{one}\n" for one in range(PEOPLE))
    files = {"s.csv": f"Who,Day,Score\n{text}"}
    return Files(f"{HEAD}sources:\n{source}kpis:\n{kpi}", None, who, more=files, period=PERIOD)


GROWING: dict[str, Callable[[int], Files]] = {
    one.__name__: one
    for one in (
        roles,
        kpis,
        long_kpis,
        tiers,
        points,
        bands,
        cells,
        gates,
        conditions,
        modifiers,
        bonuses,
        contests,
        pools,
        objectives,
        examples,
        words,
        translations,
        teams,
        people,
        ranked,
        members,
        rows,
        adjustments,
        periods,
        sources,
        source_rows,
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
