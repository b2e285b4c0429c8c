"""Rows to KPIs: `csvariable kpis` on large files beside bare Polars that reads and groups the same columns."""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
FILES = HERE / "files"
PEOPLE = 300
PLAN = """\
csvariable: 1
name: Rows
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
sources:
  tickets:
    file: tickets.csv
    participant: {column: Assignee, by: email}
    date: {column: Solved at, zone: UTC}
    columns: {reply: {column: First reply (min), unit: minutes}, reopens: {column: Reopens, unit: number}}
  surveys:
    file: surveys.csv
    participant: {column: Assignee, by: email}
    date: {column: Submitted, zone: UTC}
    columns:
      score: {column: Score, unit: score, range: [0, 10]}
      csat: {column: Satisfied, unit: score, range: [1, 5]}
    where: {Response Type: completed}
kpis:
  nps:
    unit: points
    weight: 40 %
    measure: {nps: surveys.score}
    curve: {of: actual, lookup: [{from: -100, pays: 0 %}, {from: 0, pays: 100 %}]}
  csat:
    unit: percent
    weight: 30 %
    measure: {share: surveys, that: {csat: {from: 4}}}
    curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}
  reply:
    unit: minutes
    weight: 20 %
    direction: lower
    measure: {mean: tickets.reply}
    curve: {of: actual, lookup: [{up_to: 400 min, pays: 100 %}]}
  reopened:
    unit: percent
    weight: 10 %
    direction: lower
    measure: {share: tickets, that: {reopens: {above: 0}}}
    curve: {of: actual, lookup: [{up_to: 100 %, pays: 100 %}]}
"""


def write(folder: Path, rows: int) -> None:
    """Write half of the rows as tickets, half as answers, in blocks."""
    import polars as pl

    folder.mkdir(parents=True, exist_ok=True)
    people = [f"a{at},agent{at}@firm.example" for at in range(PEOPLE)]
    (folder / "people.csv").write_text("\n".join(["participant,email", *people, ""]))
    (folder / "plan.yaml").write_text(PLAN)
    for name in ("tickets", "surveys"):
        with (folder / f"{name}.csv").open("wb") as file:
            for start in range(0, rows // 2, 1_000_000):
                number = pl.int_range(start, min(rows // 2, start + 1_000_000), eager=True).alias("number")
                drawn = pl.col("number") * 2_654_435_761 % 4_294_967_296
                when = pl.datetime(2026, 6, 1) + pl.duration(seconds=drawn % (86_400 * 150))
                day = when.dt.strftime("%Y-%m-%d %H:%M:%S")
                owner = pl.format("agent{}@firm.example", drawn % PEOPLE).alias("Assignee")
                if name == "tickets":
                    regions = pl.Series(["EMEA", "UK", "US", "APAC", "LATAM"])
                    columns = [
                        pl.format("T{}", "number").alias("Ticket ID"),
                        owner,
                        day.alias("Solved at"),
                        (drawn % 9_973 % 700).alias("First reply (min)"),
                        pl.lit(regions).gather(drawn // 7 % 5).alias("Region"),
                        (drawn // 11 % 3).alias("Reopens"),
                    ]
                else:
                    columns = [
                        pl.format("R{}", "number").alias("Response ID"),
                        owner,
                        day.alias("Submitted"),
                        (drawn // 13 % 11).alias("Score"),
                        (drawn // 17 % 5 + 1).alias("Satisfied"),
                        pl.lit("completed").alias("Response Type"),
                    ]
                file.write(number.to_frame().select(columns).write_csv(include_header=not start).encode())


BARE = """
import polars as pl
inside = lambda name: pl.col(name).is_between(pl.lit("2026-06-30 22:00:00"), pl.lit("2026-09-30 21:59:59"))
text, whole = pl.String, pl.Int64
tickets = pl.scan_csv("tickets.csv", schema={"Ticket ID": text, "Assignee": text, "Solved at": text,
    "First reply (min)": whole, "Region": text, "Reopens": whole})
surveys = pl.scan_csv("surveys.csv", schema={"Response ID": text, "Assignee": text, "Submitted": text,
    "Score": whole, "Satisfied": whole, "Response Type": text})
one = tickets.filter(inside("Solved at")).group_by("Assignee").agg(
    pl.len().alias("n"), pl.col("First reply (min)").sum(), (pl.col("Reopens") > 0).sum().alias("again"))
two = surveys.filter(inside("Submitted"), pl.col("Response Type") == "completed").group_by("Assignee").agg(
    pl.len().alias("n"), (pl.col("Score") >= 9).sum().alias("for"), (pl.col("Score") <= 6).sum().alias("against"),
    (pl.col("Satisfied") >= 4).sum().alias("good"))
for name, query in (("bare_tickets.csv", one), ("bare_surveys.csv", two)):
    query.sort("Assignee").collect(engine="streaming").write_csv(name)
"""


def command(tool: str) -> list[str]:
    """Return the command of a tool."""
    if tool == "bare":
        return [sys.executable, "-c", BARE]
    product = str(Path(sys.executable).parent / "csvariable")
    return [
        product,
        "kpis",
        "plan.yaml",
        "--people",
        "people.csv",
        "--period",
        "2026-Q3",
        "-o",
        "kpis.csv",
        "--force",
    ]


def measured(asked: list[str], folder: Path) -> dict[str, float]:
    """Run a command in a process of its own; return seconds, CPU seconds and its peak memory in MiB."""
    code = (
        "import json, resource, subprocess, sys, time; start = time.monotonic();"
        "done = subprocess.run(json.loads(sys.argv[1]), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,"
        "text=True);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([done.returncode, time.monotonic() - start, used.ru_utime + used.ru_stime,"
        "used.ru_maxrss / 1024])); sys.stderr.write(done.stderr if done.returncode else '')"
    )
    run = [sys.executable, "-c", code, json.dumps(asked)]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=True)
    status, wall, cpu, memory = json.loads(done.stdout)
    if status:
        raise SystemExit(done.stderr)
    return {"wall": wall, "cpu": cpu, "memory": memory}


def rounds(
    commands: Mapping[str, list[str]], runs: int, folder: Path
) -> tuple[dict[str, list[dict[str, float]]], dict[str, float], dict[str, float]]:
    """Run all commands in each round, in an order of its own; return runs, least CPU and median seconds."""
    found: dict[str, list[dict[str, float]]] = {tool: [] for tool in commands}
    for _ in range(runs):
        for tool in random.sample(sorted(found), len(found)):
            found[tool].append(measured(commands[tool], folder))
    least = {tool: min(one["cpu"] for one in own) for tool, own in found.items()}
    middle = {tool: statistics.median(one["wall"] for one in own) for tool, own in found.items()}
    return found, least, middle


def agree(folder: Path) -> int:
    """Return how many values are not what bare Polars counted, in whole numbers."""
    import csv

    def table(name: str, key: str) -> dict[str, dict[str, str]]:
        with (folder / name).open() as file:
            return {row[key]: row for row in csv.DictReader(file)}

    tickets, surveys = table("bare_tickets.csv", "Assignee"), table("bare_surveys.csv", "Assignee")
    wrong = 0
    with (folder / "kpis.csv").open() as file:
        for row in csv.DictReader(file):
            owner = f"agent{row['participant'][1:]}@firm.example"
            one, other = surveys[owner], tickets[owner]
            due = {
                "nps": (100 * (int(one["for"]) - int(one["against"])), int(one["n"])),
                "csat": (int(one["good"]), int(one["n"])),
                "reply": (int(other["First reply (min)"]), int(other["n"])),
                "reopened": (int(other["again"]), int(other["n"])),
            }[row["kpi"]]
            wrong += (int(row["numerator"]), int(row["denominator"])) != due
    return wrong


def main() -> None:
    """Measure, and print the rows of the table of docs/performance.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="1000000,10000000")
    options.add_argument("--runs", type=int, default=3)
    asked = options.parse_args()
    print(
        "| rows | tool | runs | least CPU s | x CPU | median s | x wall, medians | peak MiB | wrong values |"
    )
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in map(int, asked.sizes.split(",")):
        folder = FILES / f"rows-{size}"
        if not (folder / "plan.yaml").exists():
            write(folder, size)
        commands = {tool: command(tool) for tool in ("csvariable", "bare")}
        found, least, middle = rounds(commands, asked.runs, folder)
        for tool in ("csvariable", "bare"):
            peak = max(one["memory"] for one in found[tool])
            wrong = str(agree(folder)) if tool == "csvariable" else ""
            label = "csvariable kpis" if tool == "csvariable" else "bare Polars"
            print(
                f"| {size:,} | {label} | {asked.runs} | {least[tool]:.2f} | {least[tool] / least['bare']:.2f} "
                f"| {middle[tool]:.2f} | {middle[tool] / middle['bare']:.2f} | {peak:.0f} | {wrong} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
