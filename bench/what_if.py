"""The speed of what-if and of odds: its own section of `docs/performance.md`.

`python bench/what_if.py --out docs/performance.md`
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from measure import Command, CommandFailed, Series, interleaved, text_of
from report import put, table
from run import SEED, facts_for
from tools import ENGINE, HERE, PLAN, Tools

BEGIN = "<!-- what-if: begin, written by bench/what_if.py -->"
END = "<!-- what-if: end -->"
COUNTS = (100, 300, 1000)
PEOPLE, PERIODS, DRAWS = 200, 8, 10_000
RATIO, SECONDS, MEMORY = 3.0, 5.0, 1536
"""The limits: times the loop by hand, seconds, MiB."""
POOL = "pool:\n  pot: {amount: 20000, scope: company, by: nrr}\n"
ODDS = "odds:\n  nrr: {normal: {mean: 103 %, sd: 6 %}}\n  grr: {normal: {mean: 91 %, sd: 4 %}}\n"

Times = dict[str, dict[str, float]]


def verdict(value: float, limit: float) -> str:
    """Whether a value keeps its limit."""
    return f"{limit:g} ({'within' if value <= limit else 'over'})"


def job(*arguments: str) -> Times:
    """What one job measures in a process of its own."""
    print(f"bench: {' '.join(arguments[:1] + arguments[2:])}", file=sys.stderr, flush=True)
    found: Times = json.loads(text_of((sys.executable, str(HERE / "what_if_jobs.py"), *arguments)))
    return found


def history(folder: Path) -> Path:
    """Eight periods of 200 people, from the rows of the benchmark."""
    header, *rows = facts_for(PEOPLE * PERIODS, folder).read_text(encoding="utf-8").splitlines()
    lines = [f"period,{header}"]
    for at, row in enumerate(rows):
        period, person = divmod(at, PEOPLE)
        figures = row.partition(",")[2]
        lines.append(f"{2024 + period // 4}-Q{period % 4 + 1},p{person:04d},{figures}")
    path = folder / "history.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def budgets(engine: Path, folder: Path) -> dict[str, Command]:
    """The commands that draw: from history, from a stated model, with a pool."""
    facts, odds, pool = history(folder), folder / "odds.yaml", folder / "pool.yaml"
    odds.write_text(ODDS, encoding="utf-8")
    text = PLAN.read_text(encoding="utf-8")
    pool.write_text(text.partition("examples:")[0] + POOL, encoding="utf-8")
    draws = ("--draws", str(DRAWS), "--format", "json")
    return {
        "from eight periods of history": (str(engine), "budget", str(PLAN), str(facts), *draws),
        "from a stated model of two KPIs": (
            str(engine), "budget", str(PLAN), str(facts), *draws, "--odds", str(odds)
        ),
        "from history, with a pool of the company": (str(engine), "budget", str(pool), str(facts), *draws),
    }  # fmt: skip


def variant_blocks(found: Times) -> Iterator[str]:
    """Fifty variants against the loops by hand."""
    yield "### 50 variants of one ladder, 100,000 people"
    yield (
        "Fifty values of one tier, from the text of each value to what everybody costs. By hand: the same "
        "plan in bare Polars, whole cents, nothing checked. The limit is for the same loop; the second loop "
        "by hand pays three of the four KPIs once, because its author knows that one tier changes nothing "
        "else. csvariable finds that out, and reads and checks each plan."
    )
    names = {"csvariable": ENGINE, "whole": "by hand, the whole plan", "kept": "by hand, the one KPI"}
    ours = found["csvariable"]["wall"]
    rows = [
        (
            label,
            f"{found[name]['wall']:.3f}",
            f"{found[name]['cpu']:.3f}",
            "" if name == "csvariable" else f"{ours / found[name]['wall']:.2f}",
            verdict(ours / found[name]["wall"], RATIO) if name == "whole" else "",
        )
        for name, label in names.items()
    ]
    yield table(("loop", "s", "CPU s", f"{ENGINE} is so many times that", "limit"), rows)


def scenario_blocks(found: dict[int, Times]) -> Iterator[str]:
    """Scenarios of plans, and whether they cost more the more there are."""
    yield f"### Scenarios of plan changes, {PEOPLE} people, 4 KPIs"
    yield (
        "One change each: a tier, a target, a point of a line, the target incentive. Every plan is read and "
        "checked; cost, and who gains and loses, are counted."
    )
    rows = []
    for count, times in found.items():
        one = times["csvariable"]
        limit = verdict(one["cpu"], SECONDS) if count == max(found) else ""
        each = f"{one['cpu'] / count * 1000:.2f}"
        rows.append((f"{count:,}", f"{one['wall']:.2f}", f"{one['cpu']:.2f}", each, limit))
    yield table(("scenarios", "s", "CPU s", "CPU ms each", "limit, CPU s"), rows)


def draw_blocks(found: dict[str, Series]) -> Iterator[str]:
    """Draws, as whole commands with bounds and what is paid on target."""
    yield f"### {DRAWS:,} draws, {PEOPLE} people"
    yield "The whole command `budget`, from start to JSON: bounds, draws, what is paid on target."
    rows = [
        (name, f"{one.best:.2f}", f"{one.cpu:.2f}", f"{one.peak:,.0f}", verdict(one.cpu, SECONDS),
         verdict(one.peak, MEMORY))
        if one.measured
        else (name, f"not run: {one.failure}", "", "", "", "")
        for name, one in found.items()
    ]  # fmt: skip
    yield table(("draws", "s", "CPU s", "peak MiB", "limit, CPU s", "limit, MiB"), rows)


def main(arguments: Sequence[str]) -> int:
    """Measure, write the section; return the exit code."""
    parser = argparse.ArgumentParser(prog="bench/what_if.py", description="Measure what-if.")
    parser.add_argument("--runs", type=int, default=3, help="rounds of the draws")
    parser.add_argument("--people", type=int, default=100_000, help="people of the variants")
    parser.add_argument("--out", type=Path, default=Path("docs/performance.md"))
    parser.add_argument("--files", type=Path, default=HERE / "files", help="where files are kept")
    asked = parser.parse_args(arguments)
    asked.files.mkdir(parents=True, exist_ok=True)
    engine = Tools(sys.executable, sys.executable).engine
    if engine is None:
        print(f"bench: {ENGINE} is not installed beside this Python", file=sys.stderr)
        return 0
    try:
        variants = job("variants", str(facts_for(asked.people, asked.files)))
        few = str(facts_for(PEOPLE, asked.files))
        scenarios = {count: job("scenarios", few, str(count)) for count in COUNTS}
    except CommandFailed as failed:
        print(f"bench: {failed}", file=sys.stderr)
        return 1
    drawn = interleaved(budgets(engine, asked.files), asked.runs, random.Random(SEED))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    about = (
        "Seconds are the shortest of the runs, CPU seconds of whole commands their median. Limits in "
        "seconds are judged by CPU seconds: the work is nearly all of one thread, so they are what a "
        "machine with nothing else to do would take, whatever else this one did. "
        "Rerun with `python bench/what_if.py`. "
        f"Load of the machine at the end: {load:.1f} on {os.cpu_count()} cores."
    )
    blocks = [*variant_blocks(variants), *scenario_blocks(scenarios), *draw_blocks(drawn)]
    put("\n\n".join([BEGIN, "## What if", about, *blocks, END]), asked.out, (BEGIN, END))
    print(f"bench: {asked.out} is written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
