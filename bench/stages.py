"""Print where the CPU time of one `compute` goes: `python bench/stages.py KPIS.csv [RUNS]`.

Each stage is a function of csvariable; of several runs the least is printed. What a stage costs
includes what Polars does for it in threads of its own, and nothing of the stages that are indented
below it is left out of it. Python's profiler makes much Python code slower, so that what is not
here (the start, the plan, the fractions of the second opinion) is less than the rest in a run
without it; whole columns are as they are.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import environment
from tools import PLAN, compute

STAGES = (
    (0, "the whole command", "__main__.py", "main"),
    (1, "the bytes of the files", "commands/files.py", "read_bytes"),
    (1, "a text to cells", "tables/columns.py", "parted"),
    (2, "signs that need a second look", "tables/columns.py", "signs_in"),
    (2, "rows and cells", "tables/columns.py", "_frame"),
    (2, "the decimal mark", "tables/columns.py", "_decimal_mark"),
    (1, "cells to facts", "facts/columns/load.py", "load_columns"),
    (2, "who is who", "facts/columns/people.py", "named_in"),
    (2, "numbers", "facts/columns/measures.py", "read_columns"),
    (1, "the steps, by columns", "engine/columns/layers.py", "settle"),
    (1, "the second opinion, with the steps", "engine/cross_check.py", "sampled"),
    (1, "the table of payouts", "documents/whole_csv.py", "write_columns"),
    (2, "amounts as texts", "documents/whole_csv.py", "_as_written"),
)


def measured(arguments: list[str], out: str) -> None:
    """Run the command under a profiler that counts CPU time, and write what each stage took."""
    import cProfile
    import pstats
    import time

    from csvariable.__main__ import main

    sys.argv = ["csvariable", *arguments]
    profile = cProfile.Profile(time.process_time)
    with contextlib.suppress(SystemExit):
        profile.runcall(main)
    found: dict[tuple[str, str], float] = {}
    for (file, _, function), (_, _, _, cumulative, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        for _, _, end, name in STAGES:
            if name == function and file.endswith(f"csvariable/{end}"):
                found[end, name] = found.get((end, name), 0) + cumulative
    Path(out).write_text(json.dumps([found.get((end, name)) for _, _, end, name in STAGES]), "utf-8")


def main(arguments: list[str]) -> int:
    """Read the command line, measure, and print a table."""
    if arguments[:1] == ["--one"]:
        measured(arguments[2:], arguments[1])
        return 0
    if not arguments:
        print("usage: python bench/stages.py KPIS.csv [RUNS]", file=sys.stderr)
        return 2
    rounds = int(arguments[1]) if arguments[1:] else 5
    least: list[float | None] = [None] * len(STAGES)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "stages.json"
        command = (sys.executable, __file__, "--one", str(out))
        for _ in range(rounds):
            paid = Path(folder) / "paid.csv"
            subprocess.run(
                (*command, *compute(Path(arguments[0]), paid)),
                env=environment(),
                check=True,
                stderr=subprocess.DEVNULL,
            )
            took = json.loads(out.read_text("utf-8"))
            least = [min((one for one in pair if one is not None), default=None) for pair in zip(least, took)]
    print(f"CPU milliseconds, the least of {rounds} runs; load {os.getloadavg()[0]:.1f}")
    for (depth, name, _, _), one in zip(STAGES, least, strict=True):
        print(f"{'  ' * depth}{name}".ljust(48) + ("-" if one is None else f"{one * 1000:.0f}").rjust(8))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
