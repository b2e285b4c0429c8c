"""What the shell offers while a command is typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small import PLAN

from csvariable import cli


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("kpis.csv").write_text("Matricule,nrr\nana,90 %\nanton,80 %\nben,70 %\n", "utf-8")
    Path("people.csv").write_text("participant\nanouk\n", "utf-8")


def asked(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Type words, and ask for what may follow, as a shell does."""
    monkeypatch.setenv("_CSVARIABLE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"csvariable {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("compute plan.yaml kpis.csv --csm an", ["ana", "anton"]),
        ("explain plan.yaml kpis.csv --people people.csv --csm an", ["anouk", "ana", "anton"]),
        ("explain plan.yaml kpis.csv --csm ana --why nrr.pay", ["nrr.payout_rate", "nrr.payout"]),
        ("explain nope.yaml kpis.csv --csm ana --why nrr.pay", []),
        ("statement plan.yaml kpis.csv --csm b", ["ben"]),
        ("compute plan.yaml nope.csv --csm a", []),
        ("simulate plan.yaml kpis.csv --set kpis.nrr.w", ["kpis.nrr.weight="]),
        ("simulate plan.yaml kpis.csv --set kpis.nrr.weight=1", []),
        ("simulate nope.yaml kpis.csv --set k", []),
        ("simulate plan.yaml kpis.csv --sweep kpis.nrr.w", ["kpis.nrr.weight="]),
        ("catalog time-to-v", ["time-to-value"]),
        ("budget plan.yaml kpis.csv --solve target", ["target_incentive"]),
        ("rule weights-do", ["weights-do-not-sum"]),
        ("validate --ignore weights-do", ["weights-do-not-sum"]),
        ("init csm-saas-", ["csm-saas-fr"]),
        ("valid", ["validate"]),
    ],
)
def test_what_is_offered(
    words: str, offered: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(monkeypatch, words)
    assert cli.run([]) == 0
    assert capsys.readouterr().out.split() == offered


def test_a_process_offers_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked(monkeypatch, "explain plan.yaml kpis.csv --people people.csv --csm an")
    run = "from csvariable.__main__ import command; command()"
    done = subprocess.run(
        [sys.executable, "-c", run], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.split() == ["anouk", "ana", "anton"], done.stderr
