"""How each command grows with each thing that can grow: `python bench/sweep.py --only kpis gates`.

Every thing is measured at a number, at twice and at four times of it, as whole processes; the exponent is
that of the last doubling, less an empty run: 1.0 is linear, 2.0 is the square. It prints a table and
decides nothing.
"""

import argparse
import math
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from growing import GROWING
from measure import Command, interleaved
from report import table
from tools import Tools

SEED = 20260703
SOMEBODY = {"teams": "p0-0"}
SMALLEST = {
    "roles": 200,
    "kpis": 40,
    "long_kpis": 40,
    "tiers": 200,
    "gates": 200,
    "modifiers": 100,
    "bonuses": 200,
    "pools": 100,
    "teams": 250,
    "people": 2000,
    "adjustments": 2000,
}
"""Numbers at which the work is more than the start of the interpreter, or nearly."""
COMMANDS = ("validate", "json", "details", "explain", "booklet", "statement")
LEAST = 0.15
"""Seconds of work below which an exponent says nothing."""


def commands_of(engine: Path, what: str, files: Sequence[str], out: Path) -> Mapping[str, Command]:
    """The commands over one set of files."""
    run, plan = str(engine), files[0]
    return {
        "validate": (run, "validate", plan),
        "json": (run, "compute", *files, "-f", "json"),
        "details": (run, "compute", *files, "-f", "csv", "--details"),
        "explain": (run, "explain", *files, "--csm", SOMEBODY.get(what, "p0")),
        "booklet": (run, "booklet", plan, "-f", "markdown"),
        "statement": (run, "statement", *files, "--all", "--force", "-f", "html", "-o", str(out)),
    }


def asked_of_time(engine: Path, folder: Path) -> dict[str, list[Command]]:
    """What grows with periods of a history and with scenarios: commands at a number, twice and four times."""
    run, quarters, scenarios = str(engine), 20, 25
    plan = GROWING["people"](20).write(folder / "scenarios")
    swept = [
        (
            run,
            "simulate",
            plan[0],
            "--history",
            plan[1],
            "--sweep",
            f"target_incentive=2500..{2500 + count - 1}:1",
        )
        for count in (scenarios, 2 * scenarios, 4 * scenarios)
    ]
    drawn = [
        (
            run,
            "budget",
            *GROWING["periods"](quarters * times).write(folder / f"periods-{times}"),
            "--draws",
            "200",
        )
        for times in (1, 2, 4)
    ]
    return {"periods, `budget`": drawn, "scenarios, `simulate`": swept}


def main(arguments: Sequence[str]) -> int:
    """Measure, print; return the exit code."""
    parser = argparse.ArgumentParser(prog="bench/sweep.py", description="Exponents of growth.")
    parser.add_argument("--only", nargs="*", help="things that grow; else all")
    parser.add_argument("--commands", nargs="*", default=COMMANDS, choices=COMMANDS)
    parser.add_argument("--runs", type=int, default=1)
    asked = parser.parse_args(arguments)
    engine = Tools(sys.executable, sys.executable).engine
    if engine is None:
        print("csvariable is not installed beside this Python", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sets: dict[str, list[Command]] = {} if asked.only else asked_of_time(engine, folder)
        for what, smallest in SMALLEST.items():
            if asked.only and what not in asked.only:
                continue
            found = [
                commands_of(engine, what, GROWING[what](smallest * times).write(folder / f"{what}-{times}"),
                            folder / "out")
                for times in (1, 2, 4)
            ]  # fmt: skip
            for name in asked.commands:
                sets[f"{what} from {smallest:,}, `{name}`"] = [one[name] for one in found]
        start = commands_of(engine, "people", GROWING["people"](2).write(folder / "start"), folder / "out")
        flat = {f"{name}/{at}": one for name, three in sets.items() for at, one in enumerate(three)}
        series = interleaved({"start": start["json"], **flat}, asked.runs, random.Random(SEED))
    rows = []
    for name in sets:
        three = [series[f"{name}/{at}"] for at in range(3)]
        if not all(one.measured for one in three):
            said = next(one.failure for one in three if not one.measured)
            rows.append((name, f"not run: {said}", "", "", ""))
            continue
        work = [max(one.least_cpu - series["start"].least_cpu, 0.001) for one in three]
        exponent = f"{math.log2(work[2] / work[1]):.1f}" if work[1] > LEAST else "too little work"
        rows.append((name, *(f"{one.least_cpu:.2f}" for one in three), exponent))
    print(table(("what grows", "CPU s", "at x 2", "at x 4", "exponent"), rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
