"""Rows that cannot be measured: one problem at its place, said in both languages, and nothing written."""
# ruff: noqa: E501 - a sentence stands on one line

from __future__ import annotations

from pathlib import Path

import pytest

from csvariable.cli import run

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
proration: none
sources:
  answers:
    file: answers.csv
    participant: {column: Owner, by: name}
    date: Day
    columns: {score: {column: Score, unit: score, range: [0, 10]}}
  accounts:
    file: accounts.csv
    account: Id
    assign: portfolio
    columns: {close: {column: Close, unit: money, currency: Cur}}
  portfolio: {file: portfolio.csv}
kpis:
  nps:
    {weight: 50 %, unit: points, measure: {nps: answers.score}, curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}}
  arr:
    {weight: 50 %, unit: money, measure: {sum: accounts.close}, curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}}
"""
FILES = {
    "plan.yaml": PLAN,
    "people.csv": "participant,name\nana,Ana\n",
    "answers.csv": "Owner,Day,Score\nAna,2026-07-01,9\n",
    "accounts.csv": "Id,Close,Cur\nA,100,EUR\n",
    "portfolio.csv": "account,participant,from,to\nA,ana,,\n",
}
ASKED = ["compute", "plan.yaml", "--people", "people.csv", "--period", "2026-Q3", "-o", "pay.csv"]
NOBODY = (
    "warning[unknown-owner]: 1 owner of rows of `answers` is nobody who is paid: `Zoe` --> answers.csv:3:1"
)
PERSONNE = (
    "avertissement[unknown-owner] : 1 responsable de lignes de `answers` n’est personne que le plan paie : "
    "`Zoe` --> answers.csv:3:1"
)
HOLDS = "account,participant,from,to\n"


def written(**changes: str) -> None:
    """Write all files; `changes` are other contents, by the name of the file without its ending."""
    for name, text in FILES.items():
        Path(name).write_text(changes.get(name.partition(".")[0], text), "utf-8")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(shown: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    """Pay: the exit code, and of each problem its sentence and its place, as one line."""
    code = run([*ASKED, *more])
    lines = shown.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    heads = [at for at, line in enumerate(lines) if line.lstrip().startswith("--> ")]
    return code, [f"{lines[at - 1]} {lines[at].strip()}" for at in heads]


def changed(old: str, new: str) -> dict[str, str]:
    """The plan with another text in it."""
    assert old in PLAN
    return {"plan": PLAN.replace(old, new, 1)}


def test_the_files_are_paid_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    written()
    code, problems = said(capsys)
    assert (code, [one for one in problems if one.startswith("error")]) == (0, [])
    assert ",1000.00,,,2026-Q3,EUR," in Path("pay.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param(
            {"answers": "Owner,Day,Score\nAna,2026-01-01,9\n"},
            "error[no-rows-in-period]: no row of `answers` lies between 1 July 2026 and 30 September 2026: they go "
            "from 1 January 2026 to 1 January 2026 --> answers.csv:1:7",
            "erreur[no-rows-in-period] : aucune ligne de `answers` n’est entre le 1er juillet 2026 et le 30 "
            "septembre 2026 : elles vont du 1er janvier 2026 au 1er janvier 2026 --> answers.csv:1:7",
            id="no row in the period",
        ),
        pytest.param(
            {"portfolio": f"{HOLDS}A,ana,2026-01-01,2026-09-30\nA,ben,2026-09-30,\n"},
            "error[two-owners]: two people have the account `A` on 30 September 2026 --> portfolio.csv:3:1",
            "erreur[two-owners] : deux personnes ont le compte `A` le 30 septembre 2026 --> portfolio.csv:3:1",
            id="portfolios that overlap",
        ),
        pytest.param(
            {"answers": "Owner,Day,Score\nAna,2026-07-01,11\n"},
            "error[wrong-cell]: 11 is outside the range of its column, 0 to 10 --> answers.csv:2:16",
            "erreur[wrong-cell] : 11 est hors des bornes de sa colonne, de 0 à 10 --> answers.csv:2:16",
            id="11 on a scale to 10",
        ),
        pytest.param(
            changed("Europe/Paris", "Europe/Pari"),
            "error[unknown-zone]: there is no time zone `Europe/Pari`: write one such as `Europe/Paris` or `UTC` "
            "--> plan.yaml:5:7",
            "erreur[unknown-zone] : il n’y a pas de fuseau horaire `Europe/Pari` : écrivez-en un comme "
            "`Europe/Paris` ou `UTC` --> plan.yaml:5:7",
            id="no such zone",
        ),
        pytest.param(
            {"accounts": "Id,Close,Cur\nA,100,EUR\nA,5,USD\n"},
            "error[wrong-cell]: nothing says what `USD` is worth in EUR --> accounts.csv:3:3",
            "erreur[wrong-cell] : rien ne dit ce que `USD` vaut en EUR --> accounts.csv:3:3",
            id="a second currency",
        ),
        pytest.param(
            {"accounts": "Id,Closed,Cur\nA,100,EUR\n"},
            "error[no-such-column]: the source `accounts` has no column `Close` --> accounts.csv:1:1",
            "erreur[no-such-column] : la source `accounts` n’a pas de colonne `Close` --> accounts.csv:1:1",
            id="no such column",
        ),
        pytest.param(
            changed("file: answers.csv", 'table: {connect: "duckdb:///x.duckdb", name: t}'),
            "error[cannot-connect]: the database does not give `t`: x.duckdb --> plan.yaml:10:22",
            "erreur[cannot-connect] : la base ne donne pas `t` : x.duckdb --> plan.yaml:10:22",
            id="no such table",
        ),
        pytest.param(
            changed("file: answers.csv", "file: nps-*.csv"),
            "error[no-file-fits]: no file fits `nps-*.csv` --> plan.yaml:10:11",
            "erreur[no-file-fits] : aucun fichier ne correspond à `nps-*.csv` --> plan.yaml:10:11",
            id="a pattern that fits no file",
        ),
        pytest.param(
            changed("file: answers.csv", "file: nps.csv"),
            "error[no-such-file]: there is no file nps.csv --> plan.yaml:10:11",
            "erreur[no-such-file] : le fichier nps.csv n’existe pas --> plan.yaml:10:11",
            id="no such file",
        ),
        pytest.param(
            changed("file: answers.csv", 'file: [answers.csv, "."]'),
            "error[is-a-folder]: . is a folder, a file is expected --> plan.yaml:10:25",
            "erreur[is-a-folder] : . est un dossier, un fichier est attendu --> plan.yaml:10:25",
            id="a folder",
        ),
        pytest.param(
            {
                **changed(
                    "    file: accounts.csv", "    file: accounts.csv\n    key: Id\n    opening: jan.csv"
                )
            },
            "error[no-such-file]: there is no file jan.csv --> plan.yaml:17:14",
            "erreur[no-such-file] : le fichier jan.csv n’existe pas --> plan.yaml:17:14",
            id="no file of the first day",
        ),
    ],
)
def test_bad_rows_are_one_problem_at_its_place_and_nothing_is_written(
    changes: dict[str, str], english: str, french: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written(**changes)
    code, problems = said(capsys)
    assert (code, [one for one in problems if one.startswith("error")]) == (1, [english])
    code, problems = said(capsys, "--lang", "fr")
    assert (code, [one for one in problems if one.startswith("erreur")]) == (1, [french])
    assert not Path("pay.csv").exists()


def test_an_owner_that_nobody_knows_is_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"Zoe,2026-07-{day:02},9\n" for day in range(1, 9))
    written(answers=f"Owner,Day,Score\nAna,2026-07-01,9\n{rows}")
    code, problems = said(capsys)
    assert (code, [one for one in problems if "Zoe" in one]) == (0, [NOBODY])
    Path("pay.csv").unlink()
    code, problems = said(capsys, "--lang", "fr")
    assert (code, [one for one in problems if "Zoe" in one]) == (0, [PERSONNE])
