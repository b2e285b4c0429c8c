"""The speed of the pages that people keep and move: its own section of `docs/performance.md`.

`python bench/pages.py --out docs/performance.md`; needs `csvariable[pdf]`, and Chromium for the repaints
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from explore import KPIS, PEOPLE, repaints
from measure import once
from report import put, table
from tools import ENGINE, HERE, Tools

BEGIN = "<!-- pages: begin, written by bench/pages.py -->"
END = "<!-- pages: end -->"
DEMO = HERE.parent / "examples" / "demo"
STATEMENTS = 500
LIMITS = {"html": 10.0, "pdf": 30.0}
"""Seconds for all statements."""
REPAINT = 50.0
"""Milliseconds from a move to what it changes."""


def write(folder: Path) -> list[str]:
    """Write the files of a team of the demonstration's plan; return them as a command takes them."""
    rng = random.Random(3)  # noqa: S311 - figures for a measurement
    teams = ("North", "South")
    ids = [(f"p{at:04}", teams[at % 2]) for at in range(STATEMENTS)]
    people = ["participant,name,role,team", *(f"{one},Name {one},,{team}" for one, team in ids)]
    kpis = ["participant,team,nrr,adoption,csat,grr"]
    kpis += [
        f"{one},{team},{rng.randint(9000, 12000) / 100} %,{rng.randint(500, 1000) / 10} %,"
        f"{rng.randint(700, 1000) / 10} %,"
        for one, team in ids
    ]
    kpis += [",North,,,,93.1 %", ",South,,,,90.4 %", "*,,104.6 %,75.6 %,88.5 %,"]
    shutil.copy(DEMO / "plan.yaml", folder / "plan.yaml")
    (folder / "people.csv").write_text("\n".join(people) + "\n", "utf-8")
    (folder / "kpis.csv").write_text("\n".join(kpis) + "\n", "utf-8")
    files = (folder / one for one in ("plan.yaml", "kpis.csv", "people.csv"))
    plan, results, staff = map(str, files)
    return [plan, results, "--people", staff]


def statements(engine: Path) -> str:
    """A row for each format."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write(folder)
        for form, limit in LIMITS.items():
            out = folder / form
            print(f"bench: {STATEMENTS} statements, {form}", file=sys.stderr, flush=True)
            told = once((str(engine), "statement", *files, "--all", "-f", form, "-o", str(out)))
            assert len(list(out.iterdir())) == STATEMENTS
            verdict = "within" if told.cpu <= limit else "over"
            rows.append(
                (form, f"{told.wall:.1f}", f"{told.cpu:.1f}", f"{limit:g} ({verdict})", f"{told.peak:.0f}")
            )
    return table(("Format", "wall s", "CPU s", "limit s", "peak MiB"), rows)


def moves() -> str:
    """A row for each kind of move."""
    rows = []
    for what, found in repaints().items():
        verdict = "within" if median(found) <= REPAINT else "over"
        rows.append(
            (what, f"{median(found):.1f}", f"{max(found):.1f}", f"{REPAINT:g} ({verdict})", str(len(found)))
        )
    return table(("What is moved", "median ms", "most ms", "limit ms", "moves"), rows)


def main(arguments: list[str]) -> int:
    """Measure, write the section; return the exit code."""
    parser = argparse.ArgumentParser(prog="bench/pages.py", description="Measure pages.")
    parser.add_argument("--out", type=Path, default=Path("docs/performance.md"))
    asked = parser.parse_args(arguments)
    engine = Tools(sys.executable, sys.executable).engine
    if engine is None:
        print(f"bench: {ENGINE} is not installed beside this Python", file=sys.stderr)
        return 0
    about = (
        f"{STATEMENTS} statements of the plan of `examples/demo`, each a file with its pictures, as one "
        "command with the start of the interpreter; limits are judged by CPU seconds, which are what a "
        "machine with nothing else to do would take at most: a PDF is set beside the next statement. "
        f"Then the page of `explore` for {PEOPLE} people and {KPIS} KPIs in Chromium: from the move of a "
        "slider to the page changed, measured in the page. Rerun with `python bench/pages.py`. "
    )
    blocks = ["### Statements", statements(engine), "### A move of a slider", moves()]
    load = f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    put("\n\n".join([BEGIN, "## Pages", about + load, *blocks, END]), asked.out, (BEGIN, END))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
