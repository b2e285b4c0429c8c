"""The benchmark plan in the GoRules ZEN engine: decision tables and expressions.

The graph stands in `zen_rules.json`. People are evaluated in batches, the
engine's fastest way in from Python, without its trace.

`python bench/peers/zen_rules.py IN.csv OUT.csv`
"""

import csv
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import zen

GRAPH = Path(__file__).with_name("zen_rules.json")
BATCH = 10_000
KPIS = ("nrr", "revenue", "grr", "frt")


def context(row: dict[str, str]) -> dict[str, float]:
    """The KPIs of one person, as the engine takes them."""
    return {kpi: float(row[kpi].removesuffix("%")) for kpi in KPIS}


def payouts(rows: Iterator[dict[str, str]], engine: zen.ZenEngine) -> Iterator[list[str]]:
    """The rows of the result, a batch at a time."""
    while batch := list(islice(rows, BATCH)):
        answers = engine.evaluate_batch([{"key": "plan", "context": context(row)} for row in batch])
        for row, answer in zip(batch, answers, strict=True):
            paid = answer["data"]["result"]
            yield [row["participant"], *(f"{paid[name]:.2f}" for name in (*KPIS, "total"))]


def main(source: str, target: str) -> None:
    """From the KPI file to the file of payouts."""
    plan = zen.ZenDecisionContent(GRAPH.read_text(encoding="utf-8"))
    engine = zen.ZenEngine({"loader": lambda _key: plan})
    with (
        Path(source).open(encoding="utf-8", newline="") as kpis,
        Path(target).open("w", encoding="utf-8", newline="") as paid,
    ):
        writer = csv.writer(paid, lineterminator="\n")
        writer.writerow(("participant", *(f"{kpi}.payout" for kpi in KPIS), "total"))
        writer.writerows(payouts(csv.DictReader(kpis), engine))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
