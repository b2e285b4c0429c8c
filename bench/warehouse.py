"""Rows in a warehouse to KPIs: `csvariable kpis` on Parquet files, in DuckDB, beside queries written by hand."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from rows import FILES, PEOPLE, command, rounds

PLAN = """\
csvariable: 1
name: Rows in a warehouse
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
sources:
  tickets:
    table: {name: tickets.parquet}
    participant: {column: assignee, by: email}
    date: {column: solved_at, zone: UTC}
    columns: {reply: {column: first_reply_min, unit: minutes}, score: {column: score, unit: score, range: [0, 10]}}
    where: {kind: [question, incident]}
kpis:
  nps:
    unit: points
    weight: 60 %
    measure: {nps: tickets.score}
    curve: {of: actual, lookup: [{from: -100, pays: 0 %}, {from: 0, pays: 100 %}]}
  reply:
    unit: minutes
    weight: 40 %
    direction: lower
    measure: {mean: tickets.reply}
    curve: {of: actual, lookup: [{up_to: 400 min, pays: 100 %}]}
"""
TABLE = """
copy (
    select 'T' || n as id, 'agent' || (d % {people}) || '@firm.example' as assignee,
        timestamp '2026-06-01' + to_seconds(d % (86400 * 150)) as solved_at,
        cast(d % 9973 % 700 as integer) as first_reply_min,
        case when d // 7 % 10 = 0 then null else cast(d // 13 % 11 as tinyint) end as score,
        ['question', 'incident', 'task', 'spam'][d // 17 % 4 + 1] as kind
    from (select n, n * 2654435761 % 4294967296 as d from range({rows}) as of_numbers(n))
) to '{file}' (format parquet)
"""
INSIDE = "solved_at >= timestamp '2026-06-30 22:00:00' and solved_at < timestamp '2026-09-30 22:00:00'"
VALUES = f"""
select assignee, count(score) as answers, count(*) filter (score >= 9) - count(*) filter (score <= 6) as nps,
    count(first_reply_min) as n, sum(first_reply_min) as reply
from 'tickets.parquet' where kind in ('question', 'incident') and {INSIDE} group by assignee order by assignee
"""
REASONS = f"""
with told as (
    select assignee, score, first_reply_min, case
        when kind is null or kind not in ('question', 'incident') then 'filtered'
        when solved_at is null then 'no-date' when not ({INSIDE}) then 'outside' end as why
    from 'tickets.parquet'
)
select why, case when why is null then assignee end as owner, count(*), count(*) filter (score is null),
    count(score), count(*) filter (score >= 9) - count(*) filter (score <= 6), count(first_reply_min),
    sum(first_reply_min), count(*) filter (why is null and (score < 0 or score > 10))
from told group by all order by all
"""
HAND = """
import duckdb
for name, query in QUERIES:
    duckdb.connect().execute(f"copy ({query}) to '{name}' (header true)")
"""
TOOLS = {
    "csvariable kpis": "",
    "values alone, by hand": HAND.replace("QUERIES", repr([("values.csv", VALUES)])),
    "values and rows left out, by hand": HAND.replace("QUERIES", repr([("reasons.csv", REASONS)])),
}


def write(folder: Path, rows: int) -> None:
    """Write the plan, the people and the rows."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    people = [f"a{at},agent{at}@firm.example" for at in range(PEOPLE)]
    (folder / "people.csv").write_text("\n".join(["participant,email", *people, ""]))
    duckdb.connect().execute(TABLE.format(rows=rows, people=PEOPLE, file=folder / "tickets.parquet"))
    (folder / "plan.yaml").write_text(PLAN)


def wrong(folder: Path) -> int:
    """Return how many values are not those of the query."""
    with (folder / "values.csv").open() as file:
        due = {row["assignee"]: row for row in csv.DictReader(file)}
    found = 0
    with (folder / "kpis.csv").open() as file:
        for row in csv.DictReader(file):
            one = due[f"agent{row['participant'][1:]}@firm.example"]
            top, n = (
                (100 * int(one["nps"]), one["answers"])
                if row["kpi"] == "nps"
                else (int(one["reply"]), one["n"])
            )
            found += (int(row["numerator"]), int(row["denominator"])) != (top, int(n))
    return found


def main() -> None:
    """Measure, and print the rows of the table of docs/performance.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="10000000")
    options.add_argument("--runs", type=int, default=3)
    asked = options.parse_args()
    print("| rows | tool | runs | least CPU s | x CPU | median s | x wall | peak MiB | wrong values |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in map(int, asked.sizes.split(",")):
        folder = FILES / f"warehouse-{size}"
        if not (folder / "plan.yaml").exists():
            write(folder, size)
        commands = {
            tool: [sys.executable, "-c", code] if code else command("csvariable")
            for tool, code in TOOLS.items()
        }
        found, least, middle = rounds(commands, asked.runs, folder)
        first = next(iter(TOOLS))
        for tool, runs in found.items():
            peak = max(one["memory"] for one in runs)
            print(
                f"| {size:,} | {tool} | {asked.runs} | {least[tool]:.2f} | {least[first] / least[tool]:.2f} "
                f"| {middle[tool]:.2f} | {middle[first] / middle[tool]:.2f} | {peak:.0f} "
                f"| {wrong(folder) if tool == first else ''} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
