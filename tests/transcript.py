"""Literate sessions: Markdown whose console blocks are run, compared and, if asked, rewritten.

    <!-- files: examples/demo -->      what is in this folder is there when a block starts
    <!-- tree: examples/demo -->       the folder itself is there, under its path
    <!-- file: plan.yaml -->           the fenced block that follows is this file
    <!-- continue -->                  the next block goes on in the folder of the last one
    <!-- not run -->                   the next block is only shown

A block holds commands (`$ csvariable ...`, a trailing backslash continues), their output, and
`[exit 1]` after it where the exit code is not 0. Each block starts in a fresh folder.

The first `csvariable` of the README and what needs a shell are processes; the others run in this
one, with the environment and the streams that a process would have. Of `csvariable ... | tail -1`
a shell runs what comes after the first bar.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from unittest.mock import patch

from csvariable import cli

ROOT = Path(__file__).resolve().parents[1]

_NOTE = re.compile(r"<!-- (files|tree|file|continue|not run)(?:: (.*?))? -->")
_SHELL = re.compile(r"[|<>;&$`*?~#]|^(?!csvariable )")
_PIPED = re.compile(r"(csvariable [^|]*)\|([^|].*)", re.DOTALL)
_SECONDS = 60


@dataclass
class Session:
    """One Markdown file on its way from what it says to what the commands print."""

    base: Path
    """Folders that are named are found here."""
    scratch: Path
    """Blocks run below this folder."""
    lines: list[str] = field(default_factory=list)
    folders: list[tuple[Path, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    next_file: str | None = None
    goes_on: bool = False
    only_shown: bool = False
    count: int = 0
    afresh: bool = False
    """Whether the next command is a process of its own."""

    def replay(self, text: str) -> str:
        """Return the text with what its commands print now."""
        lines = iter(text.splitlines())
        for line in lines:
            self.lines.append(line)
            if note := _NOTE.fullmatch(line.strip()):
                self.note(note[1], note[2] or "")
            elif fence := re.fullmatch(r"(```+)(\w*).*", line):
                self.block(list(iter(lines.__next__, fence[1])), fence[2])
                self.lines.append(fence[1])
        return "\n".join(self.lines) + "\n"

    def note(self, kind: str, value: str) -> None:
        """Take an instruction."""
        match kind:
            case "files" | "tree":
                names = value.split()
                self.folders = [(self.base / name, name if kind == "tree" else "") for name in names]
                self.files = {}
            case "file":
                self.next_file = value
            case "continue":
                self.goes_on = True
            case _:
                self.only_shown = True

    def block(self, body: list[str], language: str) -> None:
        """Keep a fenced block, or run it."""
        if self.next_file is not None:
            self.files[self.next_file] = "\n".join(body) + "\n"
            self.next_file = None
        elif language == "console" and not self.only_shown:
            body = self.run(body)
        self.only_shown = self.only_shown and language != "console"
        self.lines.extend(body)

    def run(self, body: list[str]) -> list[str]:
        """Run the commands of a block."""
        folder = self.folder()
        result: list[str] = []
        for written in _commands(body):
            result.extend(written)
            command = "\n".join(written).removeprefix("$ ")
            result.extend(_printed(command, folder, afresh=self.afresh))
            self.afresh = False
        return result

    def folder(self) -> Path:
        """Prepare the folder of a block."""
        self.count += not (self.goes_on and self.count)
        folder = self.scratch / str(self.count)
        if not self.goes_on or not folder.exists():
            folder.mkdir()
            for source, name in self.folders:
                shutil.copytree(source, folder / name, dirs_exist_ok=True)
        for name, text in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        self.goes_on = False
        return folder


def _commands(body: list[str]) -> list[list[str]]:
    """The commands of a block, each with the lines it goes on to."""
    commands: list[list[str]] = []
    open_end = False
    for line in body:
        if line.startswith("$ "):
            commands.append([line])
        elif open_end:
            commands[-1].append(line)
        open_end = (line.startswith("$ ") or open_end) and line.endswith("\\")
    return commands


def _printed(command: str, folder: Path, *, afresh: bool = False) -> list[str]:
    """What a command prints, and its exit code."""
    environ = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(folder),
        "COLUMNS": "100",
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
    }
    piped = _PIPED.fullmatch(command)
    if afresh:
        written, code = _by_a_shell(command, folder, environ)
    elif piped and not _SHELL.search(piped[1]):
        out, err, _ = _here(piped[1], folder, environ, apart=True)
        written, code = _by_a_shell(piped[2], folder, environ, out)
        written = err + written
    elif _SHELL.search(command):
        written, code = _by_a_shell(command, folder, environ)
    else:
        written, _, code = _here(command, folder, environ)
    lines = [
        line.rstrip() for line in written.decode("utf-8").replace(str(folder), ".").rstrip().splitlines()
    ]
    return [*lines, f"[exit {code}]"] if code else lines


def _by_a_shell(command: str, folder: Path, environ: dict[str, str], given: bytes = b"") -> tuple[bytes, int]:
    """Run a command as whoever reads the document would."""
    done = subprocess.run(  # noqa: S602 (the commands are our own documents)
        command,
        shell=True,
        cwd=folder,
        env=environ,
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_SECONDS,
        check=False,
    )
    return done.stdout, done.returncode


def _here(
    command: str, folder: Path, environ: dict[str, str], *, apart: bool = False
) -> tuple[bytes, bytes, int]:
    """Run a command in this process: starting another takes longer than most of them.

    What it says of its own is told apart where it goes another way than what it prints.
    """
    with (
        TemporaryFile() as file,
        TemporaryFile() as other,
        Path(os.devnull).open(encoding="utf-8") as nothing,
    ):
        out = io.TextIOWrapper(io.FileIO(file.fileno(), "w", closefd=False), "utf-8", write_through=False)
        where = (other if apart else file).fileno()
        err = io.TextIOWrapper(io.FileIO(where, "w", closefd=False), "utf-8", write_through=True)
        with (
            patch.dict(os.environ, environ, clear=True),
            patch.multiple(sys, stdin=nothing, stdout=out, stderr=err),
            contextlib.chdir(folder),
        ):
            code = cli.run(shlex.split(command.replace("\\\n", " "))[1:])
            out.flush()
        file.seek(0)
        other.seek(0)
        return file.read(), other.read(), code


def replayed(text: str, base: Path = ROOT, *, afresh: bool = False) -> str:
    """Return a Markdown text with the output its commands have now."""
    with TemporaryDirectory() as scratch:
        return Session(base, Path(scratch), afresh=afresh).replay(text)
