"""`csvariable statement`: one person's file, everybody's folder, and nothing by halves."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from readers import DEMO
from shared_plans import PAID

from csvariable.cli import run
from csvariable.commands.files import file_names, write_new_folder
from csvariable.commands.revision import last_change_of
from csvariable.commands.usage_error import UsageError
from csvariable.documents.pay_statement import PayStatement

POT = "target_incentive: 2500\npool:\n  pot: {scope: company, amount: 900, by: earned}"
PODIUM = "  podium: {rank: {by: nrr, top: 2, ties: share}, pays: [300, 100]}\n  team-retention: {"
RUN = [str(DEMO / "plan.yaml"), str(DEMO / "kpis.csv"), "--people", str(DEMO / "people.csv")]


def test_one_person_is_written_in_the_format_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "ana.html"
    assert run(["statement", *RUN, "--csm", "ana", "-o", str(file)]) == 0
    page = file.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "<h1>Ana " in page
    assert not any(name in page for name in ("Ben ", "Chloe", "David", "Emma", "Frank"))


def test_data_holds_every_line_with_what_it_rests_on(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["statement", *RUN, "--csm", "chloe", "-f", "json"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert data["person"]["total"] == "2400.00"
    assert data["gates_closed"] == [{"gate": "quality-first", "costs": "750.00"}]
    lines = {line["step"]: line for line in data["lines"]}
    assert lines["nrr.attainment"]["rests_on"] == [
        {"step": "nrr.actual", "value": "1.09"},
        {"step": "nrr.target", "value": "1.05"},
    ]
    assert lines["nrr.part"]["rests_on"][0] == {"step": "target_incentive", "value": "2500.00"}
    assert len(lines["nrr.part"]["rests_on"]) == 2  # what is cut and its own weight, not those of others
    assert lines["nrr.actual"]["places"] == ["kpis.csv:4:13"]
    assert sum(round(100 * float(line["effect"])) for line in data["lines"] if line["effect"]) == 240_000


def test_everybody_gets_a_file_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "q3"
    assert run(["statement", *RUN, "--all", "-f", "markdown", "-o", str(folder)]) == 0
    names = ["ana.md", "ben.md", "chloe.md", "david.md", "emma.md", "frank.md"]
    assert sorted(one.name for one in folder.iterdir()) == names
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_with_files_is_only_written_into_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ana.txt").write_text("old", "utf-8")
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    asked = ["statement", *RUN, "--all", "-o", str(tmp_path)]
    assert run(asked) == 2
    assert "holds files already; --force writes into it" in capsys.readouterr().err
    assert (tmp_path / "ana.txt").read_text("utf-8") == "old"
    assert run([*asked, "--force"]) == 0
    assert "Pay statement" in (tmp_path / "ana.txt").read_text("utf-8")
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_what_goes_wrong_names_the_person_and_leaves_nothing(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = PayStatement.paper

    def broken(self: PayStatement) -> object:
        if self.read.participant.id == "chloe":
            raise ArithmeticError
        return whole(self)

    monkeypatch.setattr(PayStatement, "paper", broken)
    assert run(["statement", *RUN, "--all", "-f", form, "-o", str(tmp_path / "q3")]) == 2
    told = capsys.readouterr().err
    assert "the statement of chloe could not be made (ArithmeticError); nothing was written" in told
    assert list(tmp_path.iterdir()) == []


def test_statements_that_are_set_side_by_side_are_those_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert run(["statement", *RUN, "--all", "-f", "pdf", "-o", str(tmp_path / "q3")]) == 0
    for one in ("ana", "emma", "frank"):
        alone = tmp_path / "alone.pdf"
        assert run(["statement", *RUN, "--csm", one, "-o", str(alone), "--force"]) == 0
        assert alone.read_bytes() == (tmp_path / "q3" / f"{one}.pdf").read_bytes()


def test_a_statement_is_shown_without_the_person(tmp_path: Path) -> None:
    folder = tmp_path / "q3"
    assert run(["statement", *RUN, "--all", "--redact", "-f", "html", "-o", str(folder)]) == 0
    assert sorted(one.name for one in folder.iterdir()) == [f"{at}.html" for at in range(1, 7)]
    page = (folder / "3.html").read_text("utf-8")
    assert "<h1>somebody</h1>" in page
    assert not any(name in page for name in ("Chloe", "Dubois", ">chloe", "(chloe)"))
    out = tmp_path / "one.json"
    assert run(["statement", *RUN, "--csm", "chloe", "--redact", "-o", str(out)]) == 0
    assert "chloe" not in out.read_text("utf-8").lower()


def everything(file: Path) -> bytes:
    """What a file holds, and what it is called: parts that are packed unpacked, pages read."""
    data = file.read_bytes()
    if file.suffix == ".xlsx":
        with ZipFile(file) as packed:
            data = b"".join(name.encode() + packed.read(name) for name in packed.namelist())
    if file.suffix == ".pdf":
        read = PdfReader(file)
        data = "".join([*(page.extract_text() for page in read.pages), str(read.metadata)]).encode()
    return data + file.name.encode()


@pytest.mark.parametrize("form", ["text", "html", "markdown", "json", "pdf", "xlsx"])
def test_the_mean_of_the_peers_stands_in_no_statement_but_of_who_is_paid_by_it(
    form: str, tmp_path: Path
) -> None:
    """The mean of 51.25 % and 60 % is 55.625 %: in ana's, who was away, and in no format in the others'."""
    (tmp_path / "plan.yaml").write_text(
        "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
        "proration: none\nabsences: {leave: peer-average}\nkpis: {k: {weight: 100 %, unit: percent, "
        "curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}}\n",
        "utf-8",
    )
    (tmp_path / "kpis.csv").write_text("participant,k\nana,1 %\nben,51.25 %\ncy,60 %\n", "utf-8")
    (tmp_path / "people.csv").write_text("participant,absence_days.leave\nana,9\nben,\ncy,\n", "utf-8")
    asked = [str(tmp_path / name) for name in ("plan.yaml", "kpis.csv", "people.csv")]
    asked.insert(2, "--people")
    told = {}
    for who in ("ana", "ben"):
        out = tmp_path / f"{who}.out"
        assert (
            run(["statement", *asked, "--period", "2026-Q3", "--csm", who, "-f", form, "-o", str(out)]) == 0
        )
        out.rename(out := out.with_suffix(".xlsx" if form == "xlsx" else ".pdf" if form == "pdf" else ".txt"))
        told[who] = any(number in everything(out) for number in (b"55.625", b"0.55625", b"89/160"))
    assert told == {"ana": True, "ben": False}
    why = ["explain", *asked, "--period", "2026-Q3", "--why", "k.peers_rate", "--csm"]
    assert (run([*why, "ana"]), run([*why, "ben"])) == (0, 2)  # a line that there is not is no empty page


@pytest.mark.parametrize("form", ["text", "html", "markdown", "json", "pdf", "xlsx"])
def test_a_statement_for_others_tells_nowhere_whose_it_is(form: str, tmp_path: Path) -> None:
    """No id, name, team, role of few, reason, place in a file, or name of a file, in any part of the file."""
    plan = (DEMO / "plan.yaml").read_text("utf-8").replace("target_incentive: 2500", POT)
    plan = plan.partition("examples:")[0].replace("  team-retention: {", PODIUM)
    (tmp_path / "plan.yaml").write_text(plan, "utf-8")
    for name in ("kpis", "people"):
        text = (DEMO / f"{name}.csv").read_text("utf-8")
        text = re.sub(r"(?m)^(?=(ana|ben|chloe|david|emma|frank),)", "zz-", text)
        text = re.sub(r"(?<=,)(?=(Ana|Ben|Chloe|David|Emma|Frank) )", "Zz", text)
        text = text.replace("North", "ZzNorth").replace("South", "ZzSouth")
        (tmp_path / f"zz-{name}.csv").write_text(text, "utf-8")
    (tmp_path / "zz-paid.csv").write_text("participant,amount,reason\nzz-chloe,12.50,Zz was ill\n", "utf-8")
    files = [str(tmp_path / f"zz-{name}.csv") for name in ("kpis", "people", "paid")]
    out = tmp_path / "out"
    asked = [
        "statement",
        str(tmp_path / "plan.yaml"),
        files[0],
        "--people",
        files[1],
        "--adjustments",
        files[2],
    ]
    assert run([*asked, "--all", "--redact", "-f", form, "-o", str(out)]) == 0
    found = sorted(out.iterdir())
    assert len(found) == 6
    for file in found:
        told = everything(file).lower()
        hidden = (b"zz-", b"zzn", b"zzs", b"zza", b"zz was", b"chloe")
        assert [word for word in hidden if word in told] == []
    assert b"12.5" in everything(found[2])  # what was paid is there, and why is not


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "say whose statement: --csm ID for one person, or --all"),
        (["--csm", "ana", "--all"], "say whose statement"),
        (["--all"], "say --output FOLDER"),
        (["--csm", "anna"], "nobody paid has the id anna; known: ana"),
        (["--csm", "ana", "-o", "x.doc"], "no format is known for x.doc"),
    ],
)
def test_what_is_asked_must_be_whole(
    options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["statement", *RUN, *options]) == 2
    assert told in capsys.readouterr().err


def test_files_that_are_no_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path)
    for folder, name in (
        (tmp_path / "file", "not-a-folder"),
        (tmp_path / "link", "is-a-link"),
        (tmp_path / "no" / "folder", "no-folder"),
    ):
        with pytest.raises(UsageError) as caught:
            write_new_folder(folder, iter([("a", b"a")]))
        assert caught.value.name == name


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "a", b"1"
        yield "b", b"2"

    folder = tmp_path / "empty"
    folder.mkdir()
    write_new_folder(folder, files())
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == {"a": b"1", "b": b"2"}


def test_names_of_files_are_safe_and_never_alike() -> None:
    ids = ["ana", "Ana", "../etc", "a b", "con", "", ".x", "x/y", "é", "A" * 300]
    names = file_names(ids, ".md")
    assert names[:9] == [
        "ana.md", "Ana~2.md", "_..%2fetc.md", "a%20b.md", "_con.md", "_.md", "_.x.md", "x%2fy.md", "%e9.md",
    ]  # fmt: skip
    assert len(names[9]) < 200
    assert len({name.casefold() for name in names}) == len(ids)


def test_a_plan_outside_of_a_repository_has_no_revision(tmp_path: Path) -> None:
    assert last_change_of(str(tmp_path / "plan.yaml")) is None
    assert last_change_of(str(tmp_path / "no" / "plan.yaml")) is None


MEASURED = (
    PAID
    + """\
disputes: Write to pay@example.com within 30 days.
objectives: {delight: {statement: Clients recommend us, serves: "Company: stay first"}}
sources:
  rows: {file: r.csv, participant: Who, columns: {score: {column: Score, unit: score, range: [1, 5]}}}
kpis:
  k:
    weight: 100 %
    unit: percent
    why: Who is glad stays.
    objective: delight
    measure: {share: rows, that: {score: {from: 4}}}
    sample: {interval: 95 %}
    curve: {of: actual, lookup: [{from: 50 %, pays: 50 %}, {from: 95 %, pays: 100 %}]}
"""
)


def read_back(form: str, data: bytes) -> str:
    """The words of a statement in a format, without blanks."""
    if form == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    elif form == "xlsx":
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        text = "".join(str(cell.value or "") for row in sheet.iter_rows() for cell in row)
    else:
        text = html.unescape(data.decode()).replace("\\", "")
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("form", ["text", "html", "markdown", "pdf", "xlsx"])
def test_every_format_says_on_what_it_stands_why_and_where_to_dispute(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(MEASURED, "utf-8")
    Path("people.csv").write_text("participant\nana\n", "utf-8")
    Path("r.csv").write_text("Who,Score\n" + "ana,5\n" * 9 + "ana,1\n", "utf-8")
    asked = ["statement", "plan.yaml", "--people", "people.csv", "--csm", "ana", "-f"]
    assert run([*asked, form, "-o", "out"]) == 0
    found = read_back(form, Path("out").read_bytes())
    for said in (
        "10 rows",
        "between 59.6 % and 98.2 %, 95 % certain",
        "Who is glad stays.",
        "Clients recommend us",
        "Company: stay first",
        "at 95 %: +€500.00",
        "Write to pay@example.com within 30 days.",
        "1 of 2",
    ):
        assert said.replace(" ", "") in found, said
    assert run([*asked, "json", "-o", "data", "--force"]) == 0
    (measure,) = json.loads(Path("data").read_text("utf-8"))["measures"]
    assert (measure["n"], measure["interval"]["level"]) == ("10", "0.95")
