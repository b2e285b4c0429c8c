"""What `bench/what_if.py` measures inside one process: loops of variants and of scenarios.

`python bench/what_if_jobs.py variants KPIS.csv` or `... scenarios KPIS.csv COUNT` prints one JSON
object: seconds of wall and CPU time, files read and warm, the start of Python left out.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import floor
import polars as pl

from csvariable.facts.load import Tables
from csvariable.tables.table import Table
from csvariable.tables.reading import read_table
from csvariable.scenario import Base, Outcome, Scenario, Stage, parse_sweeps, prepare, run
from csvariable.text import Document, parse

PLAN = Path(__file__).with_name("plan.yaml")
LADDER = "kpis.nrr.curve.lookup[2].pays=120%..169%:1%"
SWEEPS = (
    "kpis.nrr.curve.lookup[2].pays=120%..139.9%:0.1%",
    "kpis.revenue.target=120000..139900:100",
    "kpis.grr.curve.linear[1].pays=80%..99.9%:0.1%",
    "kpis.frt.curve.linear[1].pays=60%..79.9%:0.1%",
    "target_incentive=2400..2599:1",
)
"""Two hundred values of each of five routes: every kind of curve, a target, the money itself."""


def document() -> Document:
    """The plan of the benchmark."""
    found, _ = parse(PLAN.read_bytes(), PLAN.name)
    if found is None:
        raise SystemExit("the plan of the benchmark cannot be read")
    return found


def based(facts: Path) -> Base:
    """The run that scenarios are compared with."""
    table: Table | None = read_table(facts.read_bytes(), facts.name)[0]
    base = prepare(document(), [Stage(None, Tables([table]))])[0] if table is not None else None
    if base is None:
        raise SystemExit(f"{facts.name} cannot be paid")
    return base


def swept(texts: tuple[str, ...]) -> list[Scenario]:
    """The scenarios of sweeps, one route after the other taking its turn."""
    routes = [parse_sweeps([text])[0] for text in texts]
    return [one for values in zip(*routes, strict=True) for one in values]


def timed(work: Callable[[], object], rounds: int) -> dict[str, float]:
    """The shortest of some rounds."""
    found = []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - wall, time.process_time() - cpu))
    return {"wall": min(one for one, _ in found), "cpu": min(one for _, one in found)}


def cents(outcomes: tuple[Outcome, ...]) -> list[int]:
    """What each scenario costs."""
    return [int(one.comparison.cash.after * 100) for one in outcomes if one.comparison is not None]


def told(outcomes: tuple[Outcome, ...]) -> list[object]:
    """What the table of a simulation shows: cost, and how many gain and lose."""
    found = [one.comparison for one in outcomes if one.comparison is not None]
    if len(found) < len(outcomes):
        raise SystemExit("a scenario of the benchmark is refused")
    return [(one.cost, one.counts) for one in found]


def nrr_payout(top: int) -> pl.Expr:
    """The lookup of `floor.py` with another rate in its last tier."""
    actual = pl.col("nrr")
    rate = (
        pl.when(actual >= 115_50).then(top)
        .when(actual >= 105_00).then(100)
        .when(actual >= 94_50).then(50)
        .otherwise(0)
    )  # fmt: skip
    return floor.half_up(rate * floor.NRR_PART, 100)


def hand_written(facts: Path) -> tuple[Callable[[], list[int]], Callable[[], list[int]]]:
    """Two loops in bare Polars: the whole plan each time, and one that keeps the three other KPIs."""
    types = {"revenue": pl.Decimal(14, 2), "frt": pl.Decimal(5, 1)}
    others = (floor.revenue_payout(), floor.grr_payout(), floor.frt_payout())
    frame = (
        pl.scan_csv(facts, schema_overrides=types)
        .select(
            floor.hundredths("nrr"),
            pl.col("revenue").to_physical().cast(pl.Int64),
            floor.hundredths("grr"),
            pl.col("frt").to_physical().cast(pl.Int64),
        )
        .collect()
    )

    def whole() -> list[int]:
        return [
            frame.select(pl.sum_horizontal(nrr_payout(top), *others).sum()).item() for top in range(120, 170)
        ]

    def kept() -> list[int]:
        rest = frame.select("nrr", rest=pl.sum_horizontal(*others))
        return [rest.select((nrr_payout(top) + pl.col("rest")).sum()).item() for top in range(120, 170)]

    return whole, kept


def variants(facts: Path) -> dict[str, dict[str, float]]:
    """Fifty variants of one ladder, and the loops by hand, which must cost the same cents."""
    base = based(facts)
    scenarios = swept((LADDER,))
    whole, kept = hand_written(facts)
    if not cents(run(base, scenarios)) == whole() == kept():
        raise SystemExit("the loops do not cost the same")
    works = {"csvariable": lambda: cents(run(base, scenarios)), "whole": whole, "kept": kept}
    rounds = [{name: timed(work, 1) for name, work in works.items()} for _ in range(7)]
    return {
        name: {what: min(one[name][what] for one in rounds) for what in ("wall", "cpu")} for name in works
    }


def scenarios(facts: Path, count: int) -> dict[str, dict[str, float]]:
    """So many plan changes for the people of a file."""
    base = based(facts)
    chosen = list(islice(swept(SWEEPS), count))
    return {"csvariable": timed(lambda: told(run(base, chosen)), 3)}


def main(arguments: list[str]) -> int:
    """Read the command line; return the exit code."""
    gc.set_threshold(50_000, 20, 20)  # as the command line does
    match arguments:
        case ["variants", facts]:
            print(json.dumps(variants(Path(facts))))
        case ["scenarios", facts, count]:
            print(json.dumps(scenarios(Path(facts), int(count))))
        case _:
            print("usage: python bench/what_if_jobs.py variants|scenarios KPIS.csv [COUNT]", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
