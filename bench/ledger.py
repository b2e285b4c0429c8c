"""How long a ledger takes to verify, against the runs that it holds.

    python bench/ledger.py [PEOPLE] [PERIODS]

Closes some months of a plan and verifies them; then computes each of them once, from the same files, and prints both
times and their quotient, which is to be 1.2 at most. Each is a command as somebody types it, best of three.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

LIMIT = 1.2
PLAN = """\
csvariable: 1
name: Ledger
currency: EUR
period: month
target_incentive: 900
cap: 150 %
kpis:
  nrr:
    weight: 60 %
    unit: percent
    target: 104 %
    curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 110 %, pays: 160 %}]}
  csat: {weight: 25 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}}
  nps: {weight: 15 %, unit: points, curve: {of: actual, lookup: [{from: 30, pays: 50 %}, {from: 50, pays: 100 %}]}}
draw: {amount: 400, recover: 50 %}
"""


def csvariable(folder: Path, *words: str) -> float:
    """Run a command and return the seconds that it took."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "csvariable", *words], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def write(folder: Path, people: int, months: Sequence[str]) -> None:
    """Write the plan and a KPI file for each month."""
    dice = random.Random(7)  # noqa: S311 - no secret
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    for month in months:
        rows = (
            f"p{one},{month},{dice.randint(880, 1150) / 10} %,{dice.randint(700, 990) / 10} %,{dice.randint(10, 70)}"
            for one in range(people)
        )
        (folder / f"{month}.csv").write_text(
            "\n".join(("participant,period,nrr,csat,nps", *rows)) + "\n", "utf-8"
        )


def main(people: int = 200, periods: int = 12) -> int:
    """Close, verify, compute, and say how one compares with the other."""
    months = [f"2024-{one:02}" for one in range(1, periods + 1)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, people, months)
        closing = 0.0
        for at, month in enumerate(months):
            first = () if at else ("--first",)
            words = ("close", "plan.yaml", f"{month}.csv", "--period", month, "--ledger", "pay", *first)
            closing += csvariable(folder, *words)
        verify = min(csvariable(folder, "verify", "pay") for _ in range(3))
        compute = min(
            sum(
                csvariable(
                    folder, "compute", "plan.yaml", f"{month}.csv", "--period", month, "--format", "json"
                )
                for month in months
            )
            for _ in range(3)
        )
    print(f"{people} people, {periods} periods: close {closing:.2f} s, verify {verify:.2f} s,")  # noqa: T201
    print(f"{periods} computes {compute:.2f} s: verify is {verify / compute:.2f} of them, at most {LIMIT}")  # noqa: T201
    return int(verify > LIMIT * compute)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
