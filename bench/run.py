"""The harness behind `make bench`; `bench/README.md` says what it measures.

`python bench/run.py --sizes 1000,100000 --runs 5 --out docs/performance.md`
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from accuracy import Count
from measure import (
    Command,
    CommandFailed,
    Series,
    interleaved,
    text_of,
    warmed,
)
from report import START_UP, Size, put, section, start_up_section
from tools import ENGINE, HERE, StartUp, Tools, output, start_ups

SEED = 20260701
"""Draws the order of the rounds."""


def numbers(text: str) -> list[int]:
    """The sizes of the command line, smallest first."""
    try:
        sizes = sorted({int(part) for part in text.split(",")})
    except ValueError:
        raise argparse.ArgumentTypeError("write whole numbers with commas between") from None
    if sizes[0] < 1:
        raise argparse.ArgumentTypeError("a size is at least 1")
    return sizes


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench/run.py", description="Measure csvariable.")
    parser.add_argument("--sizes", type=numbers, default=[20, 1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=9, help="rounds for each size")
    parser.add_argument("--start-up-runs", type=int, default=15, help="rounds of the start-ups")
    parser.add_argument("--out", type=Path, default=Path("docs/performance.md"))
    parser.add_argument("--files", type=Path, default=HERE / "files", help="where files are kept")
    parser.add_argument("--peer-python", default=sys.executable, help="Python that has the peers")
    parser.add_argument("--start-ups", action="store_true", help="measure the start-ups alone")
    parser.add_argument("--only", nargs="*", help="tools whose name holds one of these words")
    return parser.parse_args(arguments)


def made(path: Path, command: Command, *sources: Path) -> Path:
    """A file that a helper makes, made again when one of its sources is newer."""
    newest = max(source.stat().st_mtime for source in sources)
    if not path.exists() or path.stat().st_mtime < newest:
        print(f"bench: writing {path.name}", file=sys.stderr, flush=True)
        text_of(command)
    return path


def facts_for(people: int, folder: Path) -> Path:
    """The KPI file of so many people."""
    script, path = HERE / "data.py", folder / f"kpis-{people}.csv"
    return made(path, (sys.executable, str(script), str(people), str(path)), script)


def read_through(path: Path) -> None:
    """Read a file once, a piece at a time: the children find it in the cache, and we stay small."""
    with path.open("rb") as file:
        while file.read(2**20):
            pass


def reference_for(facts: Path) -> Path:
    """The right payouts of a KPI file."""
    script = HERE / "fractions_reference.py"
    path = facts.with_name(facts.name.replace("kpis", "reference"))
    return made(path, (sys.executable, str(script), str(facts), str(path)), script, facts)


def start_up_rows(
    tools: Tools, folder: Path, runs: int, order: random.Random
) -> list[tuple[StartUp, Series, Series]]:
    """Measure the start-ups, each beside its imports, all in the same rounds."""
    if tools.engine is None:
        return []
    rows = list(start_ups(facts_for(20, folder), folder / "paid-20.csv"))
    commands: dict[str, Command] = {}
    for row in rows:
        commands[row.name] = (str(tools.engine), *row.arguments)
        commands[row.imports] = tools.imports(row.imports)
    warmed(commands.values())
    series = interleaved(commands, runs, order)
    return [(row, series[row.name], series[row.imports]) for row in rows]


def wrong_cents(reference: Path, paid: Path) -> Count | str:
    """The wrong cents of a payout file, or why they cannot be counted."""
    script = HERE / "accuracy.py"
    try:
        return Count(**json.loads(text_of((sys.executable, str(script), str(reference), str(paid)))))
    except CommandFailed as failed:
        return str(failed)


def measured(tools: Tools, people: int, asked: argparse.Namespace, order: random.Random) -> Size:
    """Measure every tool on so many people, and count its wrong cents."""
    facts = facts_for(people, asked.files)
    reference = reference_for(facts)
    commands = dict(wanted(tools.sized(facts, asked.files), asked.only))
    for name in commands:
        output(asked.files, name).unlink(missing_ok=True)
    read_through(facts)
    series = interleaved(commands, asked.runs, order)
    counts = {
        name: wrong_cents(reference, output(asked.files, name)) for name in commands if series[name].measured
    }
    return Size(people, series, counts)


def wanted(commands: dict[str, Command], words: Sequence[str] | None) -> Iterator[tuple[str, Command]]:
    """The tools asked for; the floor is always one of them."""
    for name, command in commands.items():
        if not words or any(word.lower() in name.lower() for word in (*words, "floor")):
            yield name, command


def main(arguments: Sequence[str]) -> int:
    """Measure, write the section; return the exit code."""
    asked = options(arguments)
    asked.files.mkdir(parents=True, exist_ok=True)
    tools = Tools(sys.executable, asked.peer_python)
    order = random.Random(SEED)
    if tools.engine is None:
        print(f"bench: {ENGINE} is not installed beside this Python: its rows are skipped",
              file=sys.stderr)  # fmt: skip
    rows = start_up_rows(tools, asked.files, asked.start_up_runs, order)
    versions = tools.versions()
    if rows:
        put(start_up_section(versions, rows), asked.out, START_UP)
    if asked.start_ups:
        return 0
    smallest = facts_for(asked.sizes[0], asked.files)
    warmed(dict(wanted(tools.sized(smallest, asked.files), asked.only)).values())
    sizes = [measured(tools, people, asked, order) for people in asked.sizes]
    put(section(versions, sizes), asked.out)
    print(f"bench: {asked.out} is written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
