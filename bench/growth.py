"""Shapes of files and growth of plans, as whole processes: `python bench/growth.py --out docs/performance.md`.

Writes three sections: what each shape of a file costs beside the plain one, what-if of many people, and
what each thing that can grow costs at one size, at twice and at four times of it. CPU time is what is compared, because it
is what a machine with nothing else to do would take.
"""

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import what_if
from growing import GROWING
from measure import Command, Series, interleaved, warmed
from report import machine, put, table, verdict
from shapes import SHAPES, write
from tools import ENGINE, HERE, Tools

SEED = 20260702
SHAPES_MARKS = ("<!-- shapes: begin, written by bench/growth.py -->", "<!-- shapes: end -->")
GROWTH_MARKS = ("<!-- growth: begin, written by bench/growth.py -->", "<!-- growth: end -->")
LIMIT = 2
"""Times the plain form."""
SIZE_MARKS = ("<!-- what-if at size: begin, written by bench/growth.py -->", "<!-- what-if at size: end -->")
SWEEP = "kpis.nrr.curve.lookup[2].pays=120%..219.9%:0.1%"
"""A thousand values of one tier."""
SIZES = {
    "1,000 scenarios of 20,000 people": 30.0,
    "the same as JSON": 30.0,
    "10,000 draws of 2,000 people": 6.0,
}
"""CPU seconds."""
SMALLEST = {
    "roles": 500,
    "kpis": 100,
    "long_kpis": 400,
    "gates": 500,
    "modifiers": 500,
    "bonuses": 500,
    "pools": 250,
    "teams": 2000,
    "people": 25_000,
}
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "compute": ("compute", "-f", "csv"),
    "explain": ("explain",),
}
SOMEBODY = {"teams": "p0-0"}
START = "start"


def cells(series: Series) -> Sequence[str]:
    """Least and greatest CPU time, peak memory; or why there is none."""
    if not series.measured:
        return (series.failure or "not run", "", "")
    return (
        f"{series.least_cpu:.2f}",
        f"{series.most_cpu:.2f}",
        f"{series.peak:,.0f}",
    )


def shape_blocks(series: Mapping[str, Series], people: int, runs: int) -> list[str]:
    """The table of the shapes."""
    plain = series[SHAPES[0].name]
    rows = []
    for shape in SHAPES:
        one = series[shape.name]
        times = one.least_cpu / plain.least_cpu if one.measured and plain.measured else None
        told = ("", "") if times is None else (f"{times:.2f}", verdict(round(times, 2), LIMIT))
        rows.append((shape.name, *cells(one), *told))
    return [
        f"`compute` of {people:,} people from files of each shape to CSV, {runs} rounds: least and most CPU "
        "time, of the least the ratio to the plain file. Rerun with `python bench/growth.py`.",
        table(("shape", "CPU s, from", "to", "peak MiB", "x plain", "limit"), rows),
    ]


def growth_blocks(series: Mapping[str, Series], runs: int) -> list[str]:
    """The table of what grows: seconds beyond an empty run, and how they grow with the thing."""
    start = series[START].least_cpu
    rows = []
    for what, smallest in SMALLEST.items():
        for command in COMMANDS:
            found = [series[name(what, command, smallest * times)] for times in (1, 2, 4)]
            if not all(one.measured for one in found):
                rows.append((f"{what}, `{command}`", str(smallest), *("not run" for _ in range(5))))
                continue
            work = [max(one.least_cpu - start, 0.001) for one in found]
            rows.append(
                (
                    f"{what.replace('_', ' ')}, `{command}`",
                    f"{smallest:,}",
                    *(f"{one.least_cpu:.2f}" for one in found),
                    f"{work[2] / work[1]:.1f}",
                    f"{found[2].peak:,.0f}",
                )
            )
    return [
        f"One thing grows, {runs} rounds: least CPU time at a number of it, at twice and at four times; how "
        "many times the work (less an empty run) the last doubling costs, where 2.0 is linear; and memory.",
        table(
            ("what grows", "number", "CPU s", "at x 2", "at x 4", "last doubling", "peak MiB at x 4"), rows
        ),
    ]


def size_commands(engine: Path, folder: Path) -> dict[str, Command]:
    """What-if of many people: a thousand scenarios, ten thousand draws."""
    what_if.PEOPLE = 2_000
    many = str(what_if.facts_for(20_000, folder))
    swept = (str(engine), "simulate", str(what_if.PLAN), many, "--sweep", SWEEP)
    drawn = next(iter(what_if.budgets(engine, folder).values()))
    return dict(zip(SIZES, (swept, (*swept, "-f", "json"), drawn), strict=True))


FLOOR_RUN = "floor (bare Polars), the plain file"
MILLION = "1,000,000 people with a people file, roles and dates"
TIMES, MEMORY = 10.0, 2048
"""Limits of a million people in a real shape: times the floor, MiB."""


def million_commands(engine: Path, folder: Path) -> dict[str, Command]:
    """A million people in a real shape, beside the bare script for the plain file."""
    plain, real = SHAPES[0], next(shape for shape in SHAPES if shape.name == "people-roles-dates")
    for shape in (plain, real):
        write(shape, 1_000_000, folder)
    out = str(folder / "paid-million.csv")
    kpis = str(plain.files(folder, 1_000_000)[1])
    return {
        FLOOR_RUN: (sys.executable, str(HERE / "floor.py"), kpis, str(folder / "paid-floor.csv")),
        MILLION: (str(engine), "compute", *real.arguments(folder, 1_000_000), "-o", out, "--force"),
    }


def million_blocks(series: Mapping[str, Series], runs: int) -> list[str]:
    """A million people in a real shape against the floor."""
    floor, real = series[FLOOR_RUN], series[MILLION]
    said = f"A million people, {runs} rounds: least and most CPU time."
    if floor.measured and real.measured:
        times = real.least_cpu / floor.least_cpu
        said += (
            f" {times:.2f} times the floor, limit {verdict(round(times, 2), TIMES)}; "
            f"{real.peak:,.0f} MiB, limit {verdict(real.peak, MEMORY)}."
        )
    rows = [(name, *cells(series[name])) for name in (FLOOR_RUN, MILLION)]
    return [said, table(("command", "CPU s, from", "to", "peak MiB"), rows)]


def sizes_blocks(series: Mapping[str, Series], runs: int) -> list[str]:
    """The table of what-if at size."""
    rows = [
        (name, *cells(series[name]), verdict(round(series[name].least_cpu, 2), limit))
        for name, limit in SIZES.items()
    ]
    return [
        f"Whole commands, {runs} rounds: least and most CPU time. JSON holds what everybody comes to together.",
        table(("command", "CPU s, from", "to", "peak MiB", "limit, CPU s"), rows),
    ]


def name(what: str, command: str, count: int) -> str:
    """The name of one measurement."""
    return f"{what} {command} {count}"


def growing_commands(engine: Path, folder: Path) -> dict[str, Command]:
    """The commands over all that grows, and one that does next to nothing."""
    commands: dict[str, Command] = {}
    plain = GROWING["people"](2).write(folder / "start")
    commands[START] = (str(engine), "compute", *plain, "-f", "csv")
    for what, smallest in SMALLEST.items():
        for times in (1, 2, 4):
            files = GROWING[what](smallest * times).write(folder / f"{what}-{smallest * times}")
            for command, (first, *more) in COMMANDS.items():
                who = ("--csm", SOMEBODY.get(what, "p0")) if command == "explain" else ()
                commands[name(what, command, smallest * times)] = (str(engine), first, *files, *more, *who)
    return commands


def main(arguments: Sequence[str]) -> int:
    """Measure, write both sections; return the exit code."""
    parser = argparse.ArgumentParser(prog="bench/growth.py", description="Measure shapes and growth.")
    parser.add_argument("--runs", type=int, default=9, help="rounds of the shapes")
    parser.add_argument("--growth-runs", type=int, default=3, help="rounds of what grows")
    parser.add_argument("--people", type=int, default=100_000, help="people of the shapes")
    parser.add_argument("--only", choices=("shapes", "sizes", "growth"), help="one of the sections")
    parser.add_argument("--out", type=Path, default=Path("docs/performance.md"))
    parser.add_argument("--files", type=Path, default=HERE / "files", help="where files are kept")
    asked = parser.parse_args(arguments)
    asked.files.mkdir(parents=True, exist_ok=True)
    tools = Tools(sys.executable, sys.executable)
    if tools.engine is None:
        print(f"bench: {ENGINE} is not installed beside this Python", file=sys.stderr)
        return 0
    order, about = random.Random(SEED), machine(tools.versions())
    if asked.only in {None, "sizes"}:
        series = interleaved(size_commands(tools.engine, asked.files), asked.growth_runs, order)
        blocks = sizes_blocks(series, asked.growth_runs)
        put("\n\n".join([SIZE_MARKS[0], "## What-if at size", about, *blocks, SIZE_MARKS[1]]),
            asked.out, SIZE_MARKS)  # fmt: skip
    if asked.only in {None, "shapes"}:
        out = str(asked.files / "paid-shapes.csv")
        commands: dict[str, Command] = {}
        for shape in SHAPES:
            write(shape, asked.people, asked.files)
            files = shape.arguments(asked.files, asked.people)
            commands[shape.name] = (str(tools.engine), "compute", *files, "-o", out, "--force")
        warmed(commands.values())
        blocks = shape_blocks(interleaved(commands, asked.runs, order), asked.people, asked.runs)
        commands = million_commands(tools.engine, asked.files)
        blocks += million_blocks(interleaved(commands, asked.runs, order), asked.runs)
        put("\n\n".join([SHAPES_MARKS[0], "## Shapes of files", about, *blocks, SHAPES_MARKS[1]]),
            asked.out, SHAPES_MARKS)  # fmt: skip
    if asked.only in {None, "growth"}:
        commands = growing_commands(tools.engine, asked.files / "growing")
        blocks = growth_blocks(interleaved(commands, asked.growth_runs, order), asked.growth_runs)
        put("\n\n".join([GROWTH_MARKS[0], "## What grows", about, *blocks, GROWTH_MARKS[1]]),
            asked.out, GROWTH_MARKS)  # fmt: skip
    print(f"bench: {asked.out} is written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
