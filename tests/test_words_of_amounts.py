"""Every amount of every command stands whole: at any width, in any encoding, beside any name."""

from __future__ import annotations

import io
import re
import shutil
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
    "close": "close {second} --people {seconds} --ledger {first} --period 2024-Q2 --dry-run",
    "correct": "correct {first} {mended} --period 2024-Q1 --reason mended --dry-run",
    "dispute": "dispute {fresh} --csm emma --period 2024-Q2 --kpi nps --says 45 --because late",
    "noise": "noise {luck}/plan.yaml --people {luck}/people.csv",
    "progress": "progress {race} {week} --period 2026-Q2 --previous {before_week} --pay",
}
FRENCH = re.compile(r"[-−+]?(?<!\d)\d{1,3}(?:[\u202f\u00a0]\d{3})*,\d\d[\u00a0](?:€|EUR)")
"""Amounts as French writes them: with blanks inside and before the sign, none of which may break."""
FIGURES = {
    "feasible": "feasible {paced} {past}",
    "vote": "vote {aims} {ballots}",
    "kpis": "kpis {exports}/plan.yaml --people {exports}/people.csv --period 2025-Q1",
}
"""Commands that tell figures, and no amounts."""
FIGURE = re.compile(r"(?<!\d)\d+(?:[.,]\d+)*(?:[ \u00a0]%)?")
OTHERS = re.compile(r"csm[3-8]\b")
"""Of eight people whose luck is alike, two show what there is to show."""
WIDE = 1000
SCREENS = [(60, "utf-8"), (80, "cp1252"), (120, "ascii"), (200, "utf-8")]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Files whose people have such names, a ledger, and two results."""
    folder = tmp_path_factory.mktemp("words")
    staffs = {"people.csv": DEMO / "people.csv", "staff.csv": BACK / "people.csv"}
    staffs |= {one: YEAR / one for one in ("people-q1.csv", "people-q2.csv")}
    for called, file in staffs.items():
        (folder / called).write_text(renamed(file.read_text("utf-8")), "utf-8")
    for page in ("progress", "objectives"):
        told = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
        for called, text in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", told, re.DOTALL):
            (folder / f"{page}-{called}").write_text(renamed(text), "utf-8")
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
        "first": folder / "first",
        "mended": YEAR / "q1-corrected.csv",
        "seconds": folder / "people-q2.csv",
        "exports": ROOT / "examples" / "from-exports" / "en",
        "luck": folder / "luck",
        "race": folder / "progress-race.yaml",
        "week": folder / "progress-week-7.csv",
        "before_week": folder / "progress-week-6.csv",
        "paced": folder / "progress-race.yaml",
        "past": folder / "past.csv",
        "aims": folder / "objectives-plan.yaml",
        "ballots": folder / "objectives-ballots.csv",
    }
    named = {name: str(path) for name, path in found.items()}
    (folder / "luck").mkdir()
    for one in (ROOT / "examples" / "from-exports" / "luck").iterdir():
        kept = [line for line in one.read_text("utf-8").splitlines(keepends=True) if not OTHERS.search(line)]
        (folder / "luck" / one.name).write_text("".join(kept), "utf-8")
    rows = "participant,name,period,csat,sold\n" + "".join(
        f"{who},{other},2025-Q{quarter},9{quarter} %,{700 + 100 * quarter}\n"
        for quarter in (1, 2, 3, 4)
        for who, other in (("ana", NAMES["Ana Costa"]), ("ben", NAMES["Ben Carter"]))
    )
    Path(named["past"]).write_text(rows, "utf-8")
    for at, (quarter, persons) in enumerate((("q1", "people-q1.csv"), ("q2", "people-q2.csv")), start=1):
        asked = [
            "close",
            str(YEAR / "plan.yaml"),
            str(YEAR / f"{quarter}.csv"),
            "--people",
            str(folder / persons),
        ]
        first = ["--first"] if at == 1 else []
        assert run([*asked, "--period", f"2024-Q{at}", "--ledger", named["ledger"], *first]) == 0
        if first:
            shutil.copytree(named["ledger"], named["first"])
    named["second"] = f"{YEAR / 'plan.yaml'} {YEAR / 'q2.csv'}"
    for name, plan in (("before", named["back"]), ("after", named["next"])):
        asked = ["compute", plan, named["periods"], "--people", named["staff"], "--period", "2025-Q4"]
        assert run([*asked, "-o", named[name]]) == 0
    return named


def renamed(text: str) -> str:
    """A file with other names."""
    for name, other in NAMES.items():
        text = text.replace(name, other).replace(f",{name.partition(' ')[0]},", f",{other},")
    return text


def shown(command: str, width: int, encoding: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints on a terminal of a width; one that writes into a ledger has its own."""
    if "{fresh}" in command:
        shutil.rmtree("fresh", ignore_errors=True)
        shutil.copytree("ledger", "fresh")
        command = command.replace("{fresh}", "fresh")
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
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(Path(files["before"]).parent)
    command = COMMANDS[name].format(**files, fresh="{fresh}")
    whole = sorted(map(plain, AMOUNT.findall(shown(command, WIDE, "utf-8", monkeypatch))))
    assert whole
    for width, encoding in SCREENS:
        found = sorted(map(plain, AMOUNT.findall(shown(command, width, encoding, monkeypatch))))
        assert (width, found) == (width, whole)


@pytest.mark.parametrize(
    "name", ["compute", "statement", "report", "simulate", "booklet", "history", "payroll"]
)
def test_no_french_amount_is_cut_or_wrapped(
    name: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blanks stand inside of them, and no line ends there."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(Path(files["before"]).parent)
    command = COMMANDS[name].format(**files, fresh="{fresh}").replace(" --lang en", "") + " --lang fr"
    whole = sorted(map(plain, FRENCH.findall(shown(command, WIDE, "utf-8", monkeypatch))))
    assert whole
    for width in (60, 80, 120, 200):
        found = sorted(map(plain, FRENCH.findall(shown(command, width, "utf-8", monkeypatch))))
        assert (width, found) == (width, whole)


@pytest.mark.parametrize("name", FIGURES)
def test_no_figure_is_cut_or_wrapped(
    name: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a command tells no amounts, its figures stand whole."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(Path(files["before"]).parent)
    command = FIGURES[name].format(**files)
    whole = sorted(map(plain, FIGURE.findall(shown(command, WIDE, "utf-8", monkeypatch))))
    assert whole
    for width, encoding in SCREENS:
        found = sorted(map(plain, FIGURE.findall(shown(command, width, encoding, monkeypatch))))
        assert (width, found) == (width, whole)


def plain(amount: str) -> str:
    """An amount however an encoding can write its sign and its currency."""
    return unicodedata.normalize("NFKC", amount).replace("−", "-").replace("EUR ", "€")


def test_files_of_the_law_are_there(files: dict[str, str]) -> None:
    assert all(Path(path).exists() for paths in files.values() for path in paths.split(" "))
