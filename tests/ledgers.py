"""Ledgers for tests: small plans, files beside, periods closed by the command itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from csvariable.cli import run
from csvariable.ledger.manifest import digest, digest_file

PLAN = """\
csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 100 %
    curve: {linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}], beyond: continue}
"""
DRAW = "draw: {amount: 800, recover: 50 %}\n"
YEAR = "accumulate: {since: year, target: elapsed}\n"


def wrote(plan: str, *rows: str, head: str = "participant,nrr") -> list[str]:
    """Write a plan and KPI rows into this folder, and return their names."""
    Path("plan.yaml").write_text(plan, "utf-8")
    Path("kpis.csv").write_text("\n".join((head, *rows)) + "\n", "utf-8")
    return ["plan.yaml", "kpis.csv"]


def closed(files: Sequence[str], period: str, ledger: str = "pay") -> None:
    """Close a period, the first one or the next."""
    first = [] if Path(ledger).exists() else ["--first"]
    assert run(["close", *files, "--period", period, "--ledger", ledger, *first]) == 0


def every_file(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, the lock apart."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def forged(folder: Path, name: str, change: Callable[[str], str]) -> None:
    """Change a file of a period and all hashes above it, as somebody who knows how would."""
    path = folder / name
    old = digest(path.read_bytes())
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace(old, digest(path.read_bytes())), "utf-8")
    (folder / "manifest.sha256").write_bytes(digest_file(digest(manifest.read_bytes())))
