"""Every amount of every command stands whole: at any width, in any encoding, beside any name."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from readers import ROOT

from csvariable.cli import run

DEMO, BACK, YEAR = ROOT / "examples" / "demo", ROOT / "examples" / "back-test", ROOT / "docs" / "year"
NAMES = {
    "Ana Costa": "שלום כהן",
    "Ben Carter": "Zoe\u0301 d\u2019Arc",
    "Chloe Dubois": "👩\u200d💻 Chloé 🎉",
    "David Kim": "اسم طويل جدا للتجربة هنا",
    "Emma Rossi": "[bold]Emma[/] 名前",
}
"""Names from right to left, with combining marks, of pictures, of markup, and wide ones."""
AMOUNT = re.compile(r"[-−+]?(?:€|EUR )\d{1,3}(?:[,\u00a0]\d{3})*(?:\.\d\d)?(?!\d)")
COMMANDS = {
    "compute": "compute {plan} {kpis} --people {people} --details",
    "explain": "explain {plan} {kpis} --people {people} --csm chloe",
    "statement": "statement {plan} {kpis} --people {people} --csm chloe",
    "report": "report {plan} {kpis} --people {people}",
    "report of periods": "report {back} {periods} --people {staff} --budget 14000.55",
    "simulate": "simulate {plan} {kpis} --people {people} --set cap=120% --details",
    "diff": "diff {back} {next} {periods} --people {staff} --details",
    "budget": "budget {back} {periods} --people {staff} --draws 20 --limit 15000 --details",
    "booklet": "booklet {plan} --lang en",
    "history": "history {ledger}",
    "history of one": "history {ledger} --csm emma",
    "payroll": "payroll {ledger} --layout {elements} --period 2024-Q2",
    "verify": "verify {ledger}",
    "compare": "compare {before} {after}",
}
WIDE = 1000
SCREENS = [(60, "utf-8"), (80, "cp1252"), (120, "ascii"), (200, "utf-8")]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Files whose people have such names, a ledger, and two results."""
    folder = tmp_path_factory.mktemp("words")
    people = (DEMO / "people.csv").read_text("utf-8")
    for name, other in NAMES.items():
        people = people.replace(name, other)
    (folder / "people.csv").write_text(people, "utf-8")
    staff = (BACK / "people.csv").read_text("utf-8")
    for name, other in NAMES.items():
        staff = staff.replace(name, other)
    (folder / "staff.csv").write_text(staff, "utf-8")
    found = {
        "plan": DEMO / "plan.yaml",
        "kpis": DEMO / "kpis.csv",
        "people": folder / "people.csv",
        "back": BACK / "plan.yaml",
        "next": BACK / "next.yaml",
        "periods": BACK / "kpis.csv",
        "staff": folder / "staff.csv",
        "ledger": folder / "ledger",
        "elements": YEAR / "payroll.yaml",
        "before": folder / "before.json",
        "after": folder / "after.json",
    }
    named = {name: str(path) for name, path in found.items()}
    for at, (quarter, persons) in enumerate((("q1", "people-q1.csv"), ("q2", "people-q2.csv")), start=1):
        asked = [
            "close",
            str(YEAR / "plan.yaml"),
            str(YEAR / f"{quarter}.csv"),
            "--people",
            str(YEAR / persons),
        ]
        first = ["--first"] if at == 1 else []
        assert run([*asked, "--period", f"2024-Q{at}", "--ledger", named["ledger"], *first]) == 0
    for name, plan in (("before", named["back"]), ("after", named["next"])):
        asked = ["compute", plan, named["periods"], "--people", named["staff"], "--period", "2025-Q4"]
        assert run([*asked, "-o", named[name]]) == 0
    return named


def shown(command: str, width: int, encoding: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints on a terminal of a width."""
    out = io.BytesIO()
    stream = io.TextIOWrapper(out, encoding, errors="strict", write_through=True)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        assert run([*command.split(" "), "--width", str(width)]) == 0
    return out.getvalue().decode(encoding)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_amount_is_cut_or_wrapped(
    name: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The amounts of a line a thousand columns wide are those of every screen, each whole on its line."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(Path(files["before"]).parent)
    command = COMMANDS[name].format(**files)
    whole = sorted(map(plain, AMOUNT.findall(shown(command, WIDE, "utf-8", monkeypatch))))
    assert whole
    for width, encoding in SCREENS:
        found = sorted(map(plain, AMOUNT.findall(shown(command, width, encoding, monkeypatch))))
        assert (width, found) == (width, whole)


def plain(amount: str) -> str:
    """An amount however an encoding can write its sign and its currency."""
    return unicodedata.normalize("NFKC", amount).replace("−", "-").replace("EUR ", "€")


def test_files_of_the_law_are_there(files: dict[str, str]) -> None:
    assert all(Path(path).exists() for path in files.values())
