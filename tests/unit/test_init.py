"""Files and templates: written whole or not at all, over nothing and through no link."""

from __future__ import annotations

import io
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest

import csvariable
from csvariable import cli
from csvariable.commands import files, init
from csvariable.commands.files import STANDARD, read_bytes, write_folder, write_whole
from csvariable.commands.usage_error import UsageError
from csvariable.speech.catalogue import in_template


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


class Standard(io.TextIOWrapper):
    """A standard stream in memory."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")


def test_each_template_is_described_in_both_languages() -> None:
    every = init.templates()
    assert every
    for template in every:
        for words in (template.title, template.description):
            assert words
            assert in_template(words, "fr") != words
        assert {"plan.yaml", "kpis.csv", "people.csv", "README.md"} <= set(template.files("fr"))


@pytest.mark.parametrize("name", [template.name for template in init.templates()])
def test_a_template_becomes_a_folder(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 15 January 2027
    assert cli.run(["init", name]) == 0
    written = tree(tmp_path / name)
    assert written == init.dated(init.choose(name).files("en"), date(2027, 1, 15)) | init.schema("en")
    assert b"\nreview_by: 2027-07-31" in written["plan.yaml"]
    assert "template.yaml" not in written
    assert f"csvariable compute {name}/plan.yaml" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "again"),
    [
        (date(2026, 5, 31), "2026-11-30"),
        (date(2026, 6, 1), "2026-12-31"),
        (date(2026, 8, 31), "2027-02-28"),
        (date(2027, 8, 1), "2028-02-29"),
    ],
)
def test_a_plan_is_looked_at_again_half_a_year_after_it_was_begun(day: date, again: str) -> None:
    files = {"plan.yaml": b"review_by: 2020-01-31   # when\nname: review_by: 2020-01-31\n", "kpis.csv": b"a"}
    assert init.dated(files, day) == {
        "plan.yaml": f"review_by: {again}   # when\nname: review_by: 2020-01-31\n".encode(),
        "kpis.csv": b"a",
    }


def test_a_plan_that_was_begun_long_ago_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for epoch, told in (("1800000000", False), ("1810000000", False), ("1820000000", True)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        if not (tmp_path / "csm-saas").exists():
            assert cli.run(["init", "csm-saas"]) == 0
        capsys.readouterr()
        assert cli.run(["validate", "csm-saas/plan.yaml"]) == 0
        shown = capsys.readouterr()
        assert ("review-overdue" in shown.out + shown.err) is told


def test_a_folder_can_be_named_and_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", "csm-saas", str(tmp_path / "our pay"), "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "Ensuite :" in shown
    assert f"validate '{tmp_path / 'our pay' / 'plan.yaml'}'" in shown


def test_without_a_template_the_list_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init"]) == 0
    without = capsys.readouterr().out
    assert cli.run(["init", "--list"]) == 0
    assert without == capsys.readouterr().out
    assert "csvariable init csm-saas FOLDER" in without


def test_the_list_is_set_as_french_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["init", "--list", "--lang", "fr"]) == 0
    assert not re.search(r"\w'\w| [:;?!](?!\w)", capsys.readouterr().out)


def test_nothing_is_overwritten_unless_forced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "kpis.csv"
    mine.write_text("mine")
    (tmp_path / "other.txt").write_text("stays")
    assert cli.run(["init", "csm-saas", str(tmp_path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert tree(tmp_path) == {"kpis.csv": b"mine", "other.txt": b"stays"}
    assert cli.run(["init", "csm-saas", str(tmp_path), "--force"]) == 0
    assert mine.read_text() != "mine"
    assert (tmp_path / "other.txt").read_text() == "stays"


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert cli.run(["init", "csm-saas", str(tmp_path / "link"), "--force"]) == 2
    (tmp_path / "plan.yaml").symlink_to(tmp_path / "elsewhere" / "nothing")
    assert cli.run(["init", "csm-saas", str(tmp_path), "--force"]) == 2
    with pytest.raises(UsageError, match="symbolic link"):
        write_whole(tmp_path / "plan.yaml", b"", force=True)
    assert not tree(tmp_path)


def test_all_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").write_text("old")
    rename, moved = Path.rename, []

    def failing(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 4:
            raise OSError(5, "it broke")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(UsageError, match="it broke"):
        write_folder(tmp_path, {"a": b"1", "b": b"2", "c": b"3"}, force=True)
    assert tree(tmp_path) == {"b": b"old"}
    moved.clear()
    with pytest.raises(UsageError, match="it broke"):
        write_folder(tmp_path / "new", {"a": b"1", "b": b"2", "c": b"3", "d": b"4"})
    assert not (tmp_path / "new").exists()


def test_a_folder_in_the_way_and_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder" / "plan.yaml").mkdir(parents=True)
    with pytest.raises(UsageError, match="not a folder"):
        write_folder(tmp_path / "file", {"a": b""})
    with pytest.raises(UsageError, match="is a folder"):
        write_folder(tmp_path / "folder", {"plan.yaml": b""}, force=True)
    with pytest.raises(UsageError, match="cannot write"):
        write_folder(tmp_path / "file" / "below", {"a": b""})


def test_without_templates_there_is_trouble(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(csvariable, "__file__", str(tmp_path / "src" / "csvariable" / "__init__.py"))
    with pytest.raises(UsageError, match="install it again"):
        init.home()


def test_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1024 * 1024)
    assert len(read_bytes(tmp_path / "a", limit=1)) == 1024 * 1024
    (tmp_path / "b").write_bytes(b"x" * (1024 * 1024 + 1))
    with pytest.raises(UsageError, match="larger than 1 MiB"):
        read_bytes(tmp_path / "b", limit=1)
    with pytest.raises(UsageError, match="there is no file"):
        read_bytes(tmp_path / "c")
    with pytest.raises(UsageError, match="is a folder"):
        read_bytes(tmp_path)
    with pytest.raises(UsageError, match="cannot read"):
        read_bytes(Path("a\0b"))
    monkeypatch.setattr(sys, "stdin", Standard(b"piped"))
    assert read_bytes(STANDARD) == b"piped"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "a").chmod(0)
    with pytest.raises(UsageError, match="cannot read"):
        read_bytes(tmp_path / "a")


def test_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    write_whole(target, b"1")
    with pytest.raises(UsageError, match="--force"):
        write_whole(target, b"2")
    write_whole(target, b"3", force=True)
    assert tree(tmp_path) == {"a": b"3"}
    with pytest.raises(UsageError, match="is a folder"):
        write_whole(tmp_path, b"")
    with pytest.raises(UsageError, match="there is no folder"):
        write_whole(tmp_path / "none" / "a", b"")
    stream = Standard()
    monkeypatch.setattr(sys, "stdout", stream)
    write_whole(STANDARD, b"shown")
    assert isinstance(stream.buffer, io.BytesIO)
    assert stream.buffer.getvalue() == b"shown"


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise OSError(28, "disk full")

    monkeypatch.setattr(Path, "replace", failing)
    monkeypatch.setattr(os, "link", failing)
    for force in (False, True):
        with pytest.raises(UsageError, match="disk full"):
            write_whole(tmp_path / "a", b"1", force=force)
        assert not tree(tmp_path)


def test_what_writes_and_breaks_leaves_nothing(tmp_path: Path) -> None:
    def half(file: BinaryIO) -> None:
        file.write(b"participant,total\n")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", half)
    assert not tree(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="a device of Unix")
def test_a_device_is_never_replaced() -> None:
    write_whole(Path("/dev/null"), b"1", force=True)
    assert files.is_device(Path("/dev/null"))
    assert not files.is_device(Path("a\0b"))


def test_a_plan_is_started_from_a_folder_of_exports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("exports").mkdir()
    Path("exports/answers.csv").write_text("CSM,Day,Score (min)\nana,2026-07-01,5\nana,2026-07-02,7\n")
    Path("exports/tickets.csv").write_text("Assignee,Closed on\na@b.example,2026-07-01\n")
    Path("exports/notes.txt").write_text("one\n")
    assert cli.run(["init", "--from", "exports", "pay"]) == 0
    assert "csvariable validate pay/plan.yaml" in capsys.readouterr().out
    text = Path("pay/plan.yaml").read_text("utf-8")
    assert 'file: "../exports/answers.csv"' in text
    assert "  # `../exports/notes.txt` cannot be read: " in text
    assert cli.run(["validate", "pay/plan.yaml"]) == 0
    Path("nothing").mkdir()
    assert cli.run(["init", "--from", "nothing", "other"]) == 2
    assert cli.run(["init", "--from", "none", "other"]) == 2
    assert not Path("other").exists()


def test_files_of_one_name_are_two_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("exports").mkdir()
    for name in ("a.csv", "a.tsv", "a.txt"):
        Path("exports", name).write_text("CSM,Day\nana,2026-07-01\nben,2026-07-02\n")
    assert cli.run(["init", "--from", "exports", "pay"]) == 0
    assert cli.run(["validate", "pay/plan.yaml"]) == 0
    text = Path("pay/plan.yaml").read_text("utf-8")
    assert [line for line in text.splitlines() if "file:" in line or "count:" in line] == [
        '    file: "../exports/a.csv"',
        '    file: "../exports/a.tsv"',
        '    file: "../exports/a.txt"',
        "    measure: {count: a}",
        "    measure: {count: a-2}",
        "    measure: {count: a-3}",
    ]
    capsys.readouterr()
    assert cli.run(["inspect", "exports/a.csv", "exports/a.tsv", "-f", "yaml"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("  a")] == [
        "  a:",
        "  a-2:",
    ]


def test_what_an_export_does_not_say_is_asked_beside_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("exports").mkdir()
    Path("exports/deals.csv").write_text("Amount,Closed on\n5,2026-07-01\n")
    assert cli.run(["init", "--from", "exports", "pay"]) == 0
    text = Path("pay/plan.yaml").read_text("utf-8")
    assert "    # no header says whose a row is: write `participant`" in text.splitlines()
