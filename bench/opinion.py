"""What the second opinion costs of a `compute`: CPU seconds inside it, and its share of the command.

`python bench/opinion.py --runs 5 [--beside OTHER/src ...] [--out docs/performance.md]` measures this
tree and, in turn with it, the sources of other trees, each told by the name of its folder: say, of
older commits, which `git archive COMMIT src | tar x -C FOLDER` lays there.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from measure import CommandFailed, text_of
from report import put, table
from run import SEED, facts_for
from shapes import SHAPES, write
from tools import HERE, PLAN

BEGIN = "<!-- opinion: begin, written by bench/opinion.py -->"
END = "<!-- opinion: end -->"
TREE = HERE.parent / "src"
POOL = "pool:\n  pot: {amount: 20000, scope: company, by: nrr}\n"
WATCHED = {
    "engine": (
        ("csvariable.engine.exact.evaluation", "evaluate"),
        ("csvariable.engine.columns.results", "differences"),
    ),
    "evaluate": (
        ("csvariable.evaluate.exact", "evaluate"),
        ("csvariable.evaluate.columns_results", "differences"),
    ),
}
"""Where the exact evaluation and the comparison are defined, by the package that a tree has for them."""

Figures = dict[str, float]


def cases(people: int, folder: Path) -> dict[str, tuple[str, ...]]:
    """The files that are paid: the plain one, all that real files have at once, and with a pool."""
    facts, pool = facts_for(people, folder), folder / "pool.yaml"
    pool.write_text(PLAN.read_text(encoding="utf-8").partition("examples:")[0] + POOL, encoding="utf-8")
    every = next(shape for shape in SHAPES if shape.name == "all")
    write(every, people, folder)
    return {
        "plain": (str(PLAN), str(facts)),
        "people file, roles, dates, working time, period": every.arguments(folder, people),
        "a pool of the company": (str(pool), str(facts)),
    }


def since(tree: Path) -> str:
    """The package that pays, in a tree: its name changed once."""
    return next(name for name in WATCHED if (tree / "csvariable" / name).exists())


def watched(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    """A function that puts down the CPU seconds of each call."""

    def timed(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments)
        finally:
            spent.append(time.process_time() - start)

    return timed


def child(tree: str, out: str, *files: str) -> None:
    """One `compute` of a tree, its second opinion watched: exact evaluation and comparison."""
    sys.path.insert(0, tree)
    evaluated: list[float] = []
    compared: list[float] = []
    for (module, name), spent in zip(WATCHED[since(Path(tree))], (evaluated, compared), strict=True):
        defined = import_module(module)  # before whoever imports the name from it
        setattr(defined, name, watched(getattr(defined, name), spent))
    sys.argv = ["csvariable", "compute", *files, "--format", "csv", "--force", "--output", out]
    code = import_module("csvariable.__main__").main()
    if code or not evaluated or not compared:
        raise SystemExit(f"{tree}: exit code {code}, or nothing was paid twice")
    print(json.dumps({"evaluated": sum(evaluated), "compared": sum(compared), "all": time.process_time()}))


def once(tree: Path, files: Sequence[str], out: Path) -> Figures:
    """The figures of one run of a tree, in a process of its own."""
    text = text_of((sys.executable, __file__, "child", str(tree), str(out), *files))
    found: Figures = json.loads(text.splitlines()[-1])
    return found | {"opinion": found["evaluated"] + found["compared"]}


def main(arguments: Sequence[str]) -> int:
    """Measure in turn, tell the least of each; return the exit code."""
    if arguments[:1] == ["child"]:
        child(*arguments[1:])
        return 0
    parser = argparse.ArgumentParser(prog="bench/opinion.py", description="Measure the second opinion.")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5, help="rounds")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="`src` folders of other trees")
    parser.add_argument("--out", type=Path, help="the page whose section is written; else it is printed")
    parser.add_argument("--files", type=Path, default=HERE / "files", help="where files are kept")
    asked = parser.parse_args(arguments)
    asked.files.mkdir(parents=True, exist_ok=True)
    trees = {"this tree": TREE} | {one.resolve().parent.name: one.resolve() for one in asked.beside}
    files, order = cases(asked.people, asked.files), random.Random(SEED)
    turns = [(case, name) for case in files for name in trees]
    found: dict[tuple[str, str], list[Figures]] = {turn: [] for turn in turns}
    for _ in range(asked.runs):
        for case, name in order.sample(turns, len(turns)):
            try:
                found[case, name].append(once(trees[name], files[case], asked.files / "paid-opinion.csv"))
            except CommandFailed as failed:
                print(f"bench: {case}, {name}: {failed}", file=sys.stderr)
    rows = []
    for case, name in turns:
        runs, ours = found[case, name], found[case, "this tree"]
        if not runs or not ours:
            rows.append((case, name, *["not run"] * 5))
            continue
        least = {what: min(one[what] for one in runs) for what in runs[0]}
        rows.append((
            case, name, *(f"{least[what]:.3f}" for what in ("evaluated", "compared", "opinion", "all")),
            f"{least['opinion'] / min(one['opinion'] for one in ours):.2f}",
        ))  # fmt: skip
    head = ("files", "sources", "evaluated", "compared", "second opinion", "whole command", "x this tree")
    about = (
        f"{asked.people:,} people of `{PLAN.name}`, every line paid twice: CPU seconds inside the second "
        f"opinion, the least of {asked.runs} rounds in turn, each a process of its own; beside this tree the "
        "sources of other days. Rerun with `python bench/opinion.py --beside ...`. "
        f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on "
        f"{os.cpu_count()} cores."
    )
    blocks = "\n\n".join([BEGIN, "## The second opinion", about, table(head, rows), END])
    if asked.out is None:
        print(blocks)
    else:
        put(blocks, asked.out, (BEGIN, END))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
