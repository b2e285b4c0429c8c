"""What the page of a team says where somebody owes more than they are paid, under two versions of a plan."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from pathlib import Path

import pytest

from csvariable.cli import run

PLAN = """csvariable: 1
name: Team
currency: EUR
period: quarter
effective: {from: 2026-01-01}
target_incentive: 1000
kpis:
  nrr: {name: NRR, weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
  lost: {name: Lost, unit: money, range: [-5000, 5000]}
bonuses:
  back: {name: Taken back, per: lost, pays: 1, below_zero: pay}
"""
EARLIER = PLAN.replace("{from: 2026-01-01}", "{from: 2025-10-01, to: 2025-12-31}").replace("1000\n", "800\n")


def report(
    folder: Path, capsys: pytest.CaptureFixture[str], lost: list[int], *options: str, language: str = "en"
) -> str:
    """Return the page of people who reached 100 % and have these amounts taken back, in two periods."""
    rows = [
        f"{period},anne{at},100 %,{amount}"
        for period in ("2025-Q4", "2026-Q1")
        for at, amount in enumerate(lost)
    ]
    people = [f"anne{at},Anne Secret {at}" for at in range(len(lost))]
    for name, text in (
        ("new.yaml", PLAN),
        ("old.yaml", EARLIER),
        ("kpis.csv", "\n".join(["period,participant,nrr,lost", *rows])),
        ("people.csv", "\n".join(["participant,name", *people])),
    ):
        (folder / name).write_text(text + "\n", encoding="utf-8")
    files = [str(folder / "new.yaml"), str(folder / "kpis.csv"), "--people", str(folder / "people.csv")]
    before = ["--before", str(folder / "old.yaml"), "--lang", language, "--width", "120"]
    found = run(["report", *files, *before, "-f", "text", *options])
    out, err = capsys.readouterr()
    assert found == 0, err
    return out.replace("\u00a0", " ").replace("\u202f", " ")


OWING = [-200, -200, -200, -200, -1300]


def test_a_class_of_people_below_zero_does_not_begin_at_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = report(tmp_path, capsys, OWING, "--redact", "none")
    line = next(line for line in said.splitlines() if "under 50 %" in line)
    assert "1 person" in line
    assert "from 0 % to under 50 %" not in said
    assert "€2,900.00" in said  # 5 x 1000 - 4 x 200 - 1300


def test_a_redacted_page_claims_no_lower_end_and_shows_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = report(tmp_path, capsys, OWING, "--redact", "names")
    assert "whatever the share" in said
    assert "from 0 % on" not in said
    assert "Secret" not in said
    assert "anne" not in said
    assert "€2,900.00" in said
    assert "€1,900.00" in said  # the period before, by the earlier plan: 5 x 800 - 4 x 200 - 1300


def test_where_nobody_is_below_zero_classes_begin_at_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = report(tmp_path, capsys, [0, -100, -200, -300, -1000], "--redact", "none", language="fr")
    assert "de 0 % à moins de 50 %" in said
