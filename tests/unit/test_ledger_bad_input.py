"""What a ledger refuses: one clear problem in either language, exit code 1, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from ledgers import PLAN, closed, forged, wrote

from csvariable.cli import run

NEXT = ("--period", "2024-Q2", "--yes")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    closed(wrote(PLAN, "ana,90 %"), "2024-Q1")
    Path("bare").mkdir()
    Path("bare/notes.txt").write_text("no ledger", "utf-8")
    for name, old, new in (
        ("other", "name: Team", "name: Others"),
        ("dollars", "currency: EUR", "currency: USD"),
        ("monthly", "period: quarter", "period: month"),
        ("april", "period: quarter", "period: quarter\nyear_starts: 04-01"),
    ):
        Path(f"{name}.yaml").write_text(PLAN.replace(old, new), "utf-8")
    return tmp_path


def everything(folder: Path) -> dict[str, bytes | None]:
    return {str(one): one.read_bytes() if one.is_file() else None for one in sorted(folder.rglob("*"))}


CASES = [
    (("verify", "bare"), "not-a-ledger", "`bare` is no ledger", "n’est pas un registre"),
    (("history", "bare"), "not-a-ledger", "`bare` is no ledger", "n’est pas un registre"),
    (("compute", "plan.yaml", "kpis.csv", "--ledger", "bare"), "not-a-ledger", "is no ledger", "registre"),
    (
        ("close", "plan.yaml", "kpis.csv", "--ledger", "bare", *NEXT),
        "not-begun",
        "no period is closed",
        "aucune",
    ),
    (
        ("close", "other.yaml", "kpis.csv", "--ledger", "pay", *NEXT),
        "another-family",
        "`name` is `Team`",
        "`Others`",
    ),
    (
        ("close", "dollars.yaml", "kpis.csv", "--ledger", "pay", *NEXT),
        "another-family",
        "`USD`",
        "d’un plan dont",
    ),
    (
        ("close", "april.yaml", "kpis.csv", "--ledger", "pay", *NEXT),
        "another-family",
        "`04-01`",
        "d’un plan dont",
    ),
    (("compute", "dollars.yaml", "kpis.csv", "--ledger", "pay"), "another-family", "`USD`", "d’un plan dont"),
    (
        ("close", "monthly.yaml", "kpis.csv", "--ledger", "pay", *NEXT),
        "another-family",
        "`month`",
        "d’un plan dont",
    ),
    (
        ("close", "plan.yaml", "kpis.csv", "--ledger", "new", "--first", "--period", "2199-Q1", "--yes"),
        "period-not-over",
        "2199-Q1 ends on",
        "2199-Q1 finit le",
    ),
    (
        ("close", "plan.yaml", "kpis.csv", "--ledger", "pay", "--period", "2024-05", "--yes"),
        "wrong-period",
        "2024-Q2",
        "2024-Q2",
    ),
    (
        ("close", "plan.yaml", "kpis.csv", "--ledger", "pay", "--period", "2024-Q3", "--yes"),
        "not-the-next",
        "2024-Q2 comes next",
        "2024-Q2 vient ensuite",
    ),
    (
        ("close", "plan.yaml", "kpis.csv", "--ledger", "pay", "--period", "2024-Q1", "--yes"),
        "closed-already",
        "2024-Q1 is closed",
        "2024-Q1 est close",
    ),
    (("verify", "pay", "--period", "2024-Q2"), "not-closed", "`2024-Q2` is not closed", "n’est pas close"),
]


@pytest.mark.parametrize(("arguments", "rule", "english", "french"), CASES)
def test_what_is_refused_is_one_problem(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], rule: str, english: str, french: str
) -> None:
    before = everything(Path.cwd())
    for language, said in (("en", english), ("fr", french)):
        capsys.readouterr()
        assert run([*arguments, "--lang", language]) == 1
        found = capsys.readouterr()
        text = " ".join(f"{found.out} {found.err}".split())
        assert text.count("[" + rule + "]") == 1
        assert text.count("error[") + text.count("erreur[") == 1, text
        assert said in text, text
        assert everything(Path.cwd()) == before


@pytest.mark.parametrize("command", ["verify", "compare"])
def test_what_an_older_version_wrote_is_no_result_for_any_command(
    here: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    forged(
        here / "pay/2024-Q1",
        "result.json",
        lambda text: text.replace('"schema_version": 1', '"schema_version": 0', 1),
    )
    result = "pay/2024-Q1/result.json"
    arguments = ["verify", "pay"] if command == "verify" else ["compare", result, result]
    assert run(arguments) == 1
    found = capsys.readouterr()
    assert "it is no result of csvariable" in " ".join(f"{found.out} {found.err}".split())


@pytest.mark.parametrize("word", ["schema_version", "ledger_version"])
@pytest.mark.parametrize("command", ["verify", "history", "close", "correct", "payroll"])
def test_what_a_newer_version_wrote_is_told_by_every_command(
    here: Path, capsys: pytest.CaptureFixture[str], word: str, command: str
) -> None:
    if word == "schema_version":
        forged(
            here / "pay/2024-Q1", "result.json", lambda text: text.replace(f'"{word}": 1', f'"{word}": 9', 1)
        )
    else:
        from csvariable.ledger.manifest import digest, digest_file

        manifest = here / "pay/2024-Q1/manifest.json"
        manifest.write_text(manifest.read_text("utf-8").replace(f'"{word}": 1', f'"{word}": 9'), "utf-8")
        (here / "pay/2024-Q1/manifest.sha256").write_bytes(digest_file(digest(manifest.read_bytes())))
    more = {
        "close": ["plan.yaml", "kpis.csv", "--ledger", "pay", *NEXT],
        "correct": ["pay", "kpis.csv", "--period", "2024-Q1", "--reason", "x"],
        "payroll": ["pay", "--period", "2024-Q1"],
    }
    before = everything(here)
    for language, said in (
        ("en", "install a newer csvariable"),
        ("fr", "installez un csvariable plus récent"),
    ):
        capsys.readouterr()
        assert run([command, *more.get(command, ["pay"]), "--lang", language]) == 1
        found = capsys.readouterr()
        assert (found.out + found.err).count("[newer-ledger]") == 1
        assert said in " ".join((found.out + found.err).split())
        assert everything(here) == before
