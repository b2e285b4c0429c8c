"""The documents tell the truth: each console block prints what it says."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest
from transcript import ROOT, replayed

pytestmark = pytest.mark.slow

DOCUMENTS = [
    path
    for path in [
        ROOT / "README.md",
        ROOT / "README.fr.md",
        *sorted(ROOT.glob("docs/**/*.md")),
        *sorted(ROOT.glob("tests/transcripts/**/*.md")),
    ]
    if path.is_file() and "```console" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_prints_what_it_says(path: Path) -> None:
    said = path.read_text(encoding="utf-8")
    printed = replayed(said, afresh=path.name == "README.md")
    if os.environ.get("CSVARIABLE_ACCEPT") and printed != said:
        path.write_text(printed, encoding="utf-8")
        return
    difference = difflib.unified_diff(
        said.splitlines(),
        printed.splitlines(),
        f"{path.name}, as written",
        f"{path.name}, as run",
        lineterm="",
    )
    assert printed == said, "\n".join(["run `make accept` and review the change:", *difference])


def test_a_block_is_replaced_by_what_its_commands_print(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.txt").write_text("from the folder\n", encoding="utf-8")
    said = """\
<!-- files: here -->
<!-- file: b.txt -->
```text
from the page
```
```console
$ cat a.txt \\
    b.txt
old
$ false
$ echo kept > c.txt
```
<!-- continue -->
```console
$ cat c.txt
```
```console
$ test -e c.txt
```
<!-- not run -->
```console
$ rm everything
as it stands
```
"""
    assert (
        replayed(said, tmp_path)
        == """\
<!-- files: here -->
<!-- file: b.txt -->
```text
from the page
```
```console
$ cat a.txt \\
    b.txt
from the folder
from the page
$ false
[exit 1]
$ echo kept > c.txt
```
<!-- continue -->
```console
$ cat c.txt
kept
```
```console
$ test -e c.txt
[exit 1]
```
<!-- not run -->
```console
$ rm everything
as it stands
```
"""
    )
