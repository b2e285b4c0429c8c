"""How each command grows with each thing that can grow: `python bench/sweep.py --only kpis gates`.

Every thing is measured at a number, at twice and at four times of it, as whole processes; the exponents are
those of the last doubling, less an empty run: 1.0 is linear, 2.0 is the square. One is of CPU time, one of
peak memory. It prints a table and decides nothing; `--from 1.3` prints only what grows at least so.
"""

import argparse
import math
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from growing import GROWING
from measure import Command, Series, interleaved, text_of
from report import table
from tools import Tools

SEED = 20260703
SOMEBODY = {"teams": "p0-0"}
SMALLEST = {
    "roles": 200,
    "kpis": 40,
    "long_kpis": 40,
    "tiers": 200,
    "points": 200,
    "bands": 200,
    "cells": 400,
    "gates": 200,
    "conditions": 200,
    "modifiers": 100,
    "bonuses": 200,
    "contests": 100,
    "pools": 100,
    "objectives": 200,
    "examples": 200,
    "words": 2000,
    "translations": 200,
    "teams": 250,
    "people": 2000,
    "ranked": 1000,
    "members": 2000,
    "rows": 40,
    "adjustments": 2000,
    "sources": 20,
    "source_rows": 20_000,
}
"""Numbers at which the work is more than the start of the interpreter, or nearly."""
MOST = 40
"""Seconds of CPU after which a command is stopped."""
LEAST, LEAST_MEMORY = 0.15, 8
"""Seconds and MiB of work below which an exponent says nothing."""

Maker = Callable[[str, Sequence[str], Path, str], Sequence[str]]
"""From the plan, all files, a folder to write in and somebody's id to the words of a command."""


def computed(form: str, *more: str) -> Maker:
    """The words of a `compute`."""
    return lambda _plan, files, _out, _who: ("compute", *files, "-f", form, *more)


COMMANDS: Mapping[str, Maker] = {
    "validate": lambda plan, _files, _out, _who: ("validate", plan),
    "text": lambda _plan, files, _out, _who: ("compute", *files),
    "json": computed("json"),
    "csv": computed("csv"),
    "markdown": computed("markdown"),
    "html": computed("html"),
    "details": computed("csv", "--details"),
    "explain": lambda _plan, files, _out, who: ("explain", *files, "--csm", who),
    "statement": lambda _plan, files, out, _who: (
        "statement", *files, "--all", "--force", "-f", "html", "-o", str(out / "statements")
    ),
    "booklet": lambda plan, _files, _out, _who: ("booklet", plan, "-f", "markdown"),
    "report": lambda _plan, files, _out, _who: ("report", *without_adjustments(files), "-f", "html"),
    "simulate": lambda _plan, files, _out, _who: ("simulate", *files, "--set", "kpis.k0.weight=100%", "--others-follow"),
    "simulated": lambda _plan, files, _out, _who: (
        "simulate", *files, "--set", "target_incentive=2600", "--details", "-f", "json"
    ),
    "diff": lambda plan, files, _out, _who: (
        "diff", plan, other(plan), *files[1:], "-f", "markdown", "--details"
    ),
    "budget": lambda _plan, files, _out, _who: ("budget", *files),
    "solve": lambda _plan, files, _out, _who: (
        "budget", *files, "--solve", "target_incentive", "--grain", "100", "--limit", "100000000"
    ),
    "explore": lambda _plan, files, out, _who: (
        "explore", *files, "--plan", "--force", "-o", str(out / "explore.html")
    ),
    "progress": lambda _plan, files, _out, _who: ("progress", *files),
    "noise": lambda _plan, files, _out, _who: ("noise", *files),
    "kpis": lambda _plan, files, _out, _who: ("kpis", *files),
    "routes": lambda plan, _files, _out, _who: ("routes", plan),
    "objectives": lambda plan, _files, _out, _who: ("objectives", plan),
    "test": lambda plan, _files, _out, _who: ("test", plan, "--coverage"),
    "inspect": lambda _plan, files, _out, _who: ("inspect", *(one for one in files if one.endswith(".csv"))),
    "close": lambda _plan, files, out, _who: (
        "close", *(files if "--period" in files else (*files, "--period", "2026-Q3")),
        "--ledger", str(out / "none"), "--first", "--dry-run"
    ),
}  # fmt: skip
"""Commands over one plan and its files."""
MEASURED = frozenset({"sources", "source_rows"})
ONLY_FOR = {"test": frozenset({"examples"}), "noise": MEASURED, "kpis": MEASURED}
"""Commands that have nothing to do elsewhere."""


def without_adjustments(files: Sequence[str]) -> Sequence[str]:
    """The files of a command that reads no adjustments."""
    if "--adjustments" not in files:
        return files
    at = files.index("--adjustments")
    return (*files[:at], *files[at + 2 :])


def other(plan: str) -> str:
    """The same plan beside it, with another target incentive."""
    made = Path(plan).with_name("other.yaml")
    if not made.exists():
        text = Path(plan).read_text("utf-8").replace("target_incentive: 2500", "target_incentive: 2600", 1)
        made.write_text(text, "utf-8")
    return str(made)


def three(run: str, files: Callable[[int], Sequence[str]], *words: str) -> list[Command]:
    """A command at a number of something, at twice and at four times."""
    return [(run, words[0], *files(times), *words[1:]) for times in (1, 2, 4)]


def asked_of_time(run: str, folder: Path) -> dict[str, list[Command]]:
    """What grows with periods of a history."""
    quarters = 20

    def past(times: int) -> Sequence[str]:
        return GROWING["periods"](quarters * times).write(folder / f"periods-{times}")

    return {
        "periods, `budget`": three(run, past, "budget", "--draws", "200"),
        "periods, `budget` by people": three(run, past, "budget", "--draws", "200", "--draw", "people"),
        "periods, `feasible`": three(run, past, "feasible"),
        "periods, `report`": three(run, past, "report", "-f", "html"),
        "periods, `simulate`": three(run, past, "simulate", "--set", "target_incentive=2600"),
        "periods, `objectives`": three(run, past, "objectives"),
    }


def asked_of_scenarios(run: str, folder: Path) -> dict[str, list[Command]]:
    """What grows with scenarios and with draws."""
    scenarios, draws = 25, 1000
    plain = GROWING["people"](20).write(folder / "scenarios")
    past = GROWING["periods"](8).write(folder / "draws")

    def swept(*more: str) -> list[Command]:
        ends = [2500 + scenarios * times - 1 for times in (1, 2, 4)]
        return [
            (run, "simulate", *plain, "--sweep", f"target_incentive=2500..{end}:1", *more) for end in ends
        ]

    return {
        "scenarios, `simulate`": swept(),
        "scenarios, `simulate -f json --details`": swept("-f", "json", "--details"),
        "scenarios, `simulate -f html`": swept("-f", "html"),
        "draws, `budget`": [
            (run, "budget", *past, "--draws", str(draws * times), "--draw", "people") for times in (1, 2, 4)
        ],
    }


def asked_of_ledgers(run: str, folder: Path) -> dict[str, list[Command]]:
    """What grows with closed periods, and with disputes."""
    periods, disputes = 4, 5
    found: dict[str, list[Command]] = {}
    for times in (1, 2, 4):
        own = folder / f"ledger-{times}"
        plan, kpis = GROWING["periods"](periods * times).write(own)
        for at in range(periods * times):
            words = (run, "close", plan, kpis, "--period", f"{2000 + at // 4}-Q{at % 4 + 1}", "--yes")
            text_of((*words, "--ledger", str(own / "pay"), *(() if at else ("--first",))))
        ledger, last = str(own / "pay"), f"{2000 + times * periods // 4}-Q1"
        after = GROWING["people"](20).write(own / "after")
        found.setdefault("closed periods, `verify`", []).append((run, "verify", ledger))
        found.setdefault("closed periods, `history`", []).append((run, "history", ledger))
        found.setdefault("closed periods, `close`", []).append(
            (run, "close", *after, "--period", last, "--ledger", ledger, "--dry-run")
        )
        found.setdefault("closed periods, `compute --ledger`", []).append(
            (run, "compute", *after, "--period", last, "--ledger", ledger)
        )
    for times in (1, 2, 4):
        own = folder / f"disputes-{times}"
        plan, kpis = GROWING["periods"](1).write(own)
        ledger = str(own / "pay")
        text_of((run, "close", plan, kpis, "--period", "2000-Q1", "--yes", "--ledger", ledger, "--first"))
        for at in range(disputes * times):
            text_of((run, "dispute", ledger, "--csm", f"p{at}", "--period", "2000-Q1", "--kpi", "k0",
                     "--says", "99 %", "--because", "counted twice"))  # fmt: skip
        found.setdefault("disputes, `verify`", []).append((run, "verify", ledger))
        found.setdefault("disputes, `history`", []).append((run, "history", ledger))
    return found


APART = {"time": asked_of_time, "scenarios": asked_of_scenarios, "ledgers": asked_of_ledgers}
"""What is no thing of one plan and its files."""


def asked_of_files(
    run: str, what: str, smallest: int, folder: Path, commands: Sequence[str]
) -> Iterator[tuple[str, list[Command]]]:
    """The commands over one thing that grows."""
    written = [
        (times, GROWING[what](smallest * times).write(folder / f"{what}-{times}")) for times in (1, 2, 4)
    ]
    for name in commands:
        if what not in ONLY_FOR.get(name, {what}):
            continue
        yield (
            f"{what} from {smallest:,}, `{name}`",
            [
                (run, *COMMANDS[name](files[0], files, folder / f"{what}-{times}", SOMEBODY.get(what, "p0")))
                for times, files in written
            ],
        )


def exponent(found: Sequence[float], start: float, least: float) -> float | None:
    """How the last doubling grows; None where there is too little work."""
    work = [max(one - start, 0.001) for one in found]
    return math.log2(work[2] / work[1]) if work[1] > least else None


def said(power: float | None) -> str:
    """An exponent in words."""
    return "too little" if power is None else f"{power:.1f}"


def row_of(name: str, found: Sequence[Series], start: Series, least: float | None) -> Sequence[str] | None:
    """One row of the table; None where it grows less than what is asked for."""
    if not all(one.measured for one in found):
        cells = [f"{one.least_cpu:.2f}" if one.measured else f"{one.failure}"[:60] for one in found]
        return (name, *cells, "", "", "")
    powers = (
        exponent([one.least_cpu for one in found], start.least_cpu, LEAST),
        exponent([one.peak for one in found], start.peak, LEAST_MEMORY),
    )
    if least is not None and all(power is None or power < least for power in powers):
        return None
    seconds = (f"{one.least_cpu:.2f}" for one in found)
    return (name, *seconds, said(powers[0]), f"{found[2].peak:,.0f}", said(powers[1]))


def main(arguments: Sequence[str]) -> int:
    """Measure, print; return the exit code."""
    parser = argparse.ArgumentParser(prog="bench/sweep.py", description="Exponents of growth.")
    parser.add_argument("--only", nargs="*", choices=(*SMALLEST, *APART), help="things that grow; else all")
    parser.add_argument("--commands", nargs="*", default=tuple(COMMANDS), choices=tuple(COMMANDS))
    parser.add_argument("--times", type=int, default=1, help="so many times the smallest numbers")
    parser.add_argument(
        "--from", type=float, dest="least", help="print what grows with at least this exponent"
    )
    parser.add_argument("--runs", type=int, default=1)
    asked = parser.parse_args(arguments)
    engine = Tools(sys.executable, sys.executable).engine
    if engine is None:
        print("csvariable is not installed beside this Python", file=sys.stderr)
        return 0
    run, wanted = str(engine), asked.only or (*SMALLEST, *APART)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sets: dict[str, list[Command]] = {}
        for what in wanted:
            if what in APART:
                sets.update(APART[what](run, folder))
            else:
                sets.update(asked_of_files(run, what, SMALLEST[what] * asked.times, folder, asked.commands))
        empty = GROWING["people"](2).write(folder / "start")
        flat = {f"{name}/{at}": one for name, commands in sets.items() for at, one in enumerate(commands)}
        start: Command = (run, "compute", *empty, "-f", "json")
        series = interleaved({"start": start, **flat}, asked.runs, random.Random(SEED), MOST)
    rows = [
        row_of(name, [series[f"{name}/{at}"] for at in range(3)], series["start"], asked.least)
        for name in sets
    ]
    heads = ("what grows", "CPU s", "at x 2", "at x 4", "exponent", "MiB at x 4", "exponent")
    print(table(heads, [row for row in rows if row is not None]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
