"""`csvariable validate`: whether plans are right, and what to write where they are not."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TextIO, TypeAlias

import typer

from csvariable.commands.completion import rules_known
from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.files import STANDARD, read_bytes, write_whole
from csvariable.commands.grouped import grouped
from csvariable.commands.misuse import unknown_rule
from csvariable.commands.options import OutputOption, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.review import past_review, today
from csvariable.documents.formats import Diagnosed, Look, Shown, Structured
from csvariable.kernel.diagnostic import Diagnostic, Edits, Label, Place, PlanPlace
from csvariable.kernel.message import Message, counted, msg
from csvariable.reading import read
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language
from csvariable.text import Document, parse, written

if TYPE_CHECKING:
    from csvariable.documents.placed import Found
    from csvariable.documents.problems import ProblemReport

FailOn: TypeAlias = Literal["error", "warning", "never"]

LIMIT = 5
"""The greatest size of a plan, in MiB."""

_FIRST_KEY = (  # compiled where a folder is looked through
    rb"\s*(?:#[^\n]*\n\s*)*(?:---\s*(?:#[^\n]*)?\n\s*(?:#[^\n]*\n\s*)*)?[\"']?csvariable[\"']?\s*:"
)
_ENDINGS = frozenset({".yaml", ".yml"})
_SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist"})
_MOST_FIXES = 200

NO_PLAN = msg("No plan here: no YAML file starts with `csvariable:`.")

_WORDS: dict[str, Message] = {
    "good": counted("All good: {count} plan checked.", "All good: {count} plans checked."),
    "none": NO_PLAN,
    "fixed": msg("Fixed {n} in {path}."),
    "explain": msg("Explain one: `csvariable rule {rule}`"),
}


class Checked(NamedTuple):
    """A file, what it holds, and what is wrong with it."""

    name: str
    document: Document | str
    problems: tuple[Diagnostic, ...]


WRITTEN = (Shown, Structured, Diagnosed)
"""What can be asked of Findings."""


@dataclass(frozen=True)
class Findings:
    """What is wrong with some plans, in whatever format it is asked for."""

    shown: Sequence[Diagnostic]
    checked: Sequence[Checked]
    language: Language

    def show(self, stream: TextIO, look: Look) -> None:
        """Show each problem with its excerpt, or that there is none."""
        if self.shown:
            self._problems().show(stream, replace(look, width=look.width or _width(look.environ)))
            worst = next((one for one in self.shown if one.severity == "error"), self.shown[0])
            said = _WORDS["explain"].given(rule=worst.rule)
        elif self.checked:
            said = _WORDS["good"].given(count=len(self.checked))
        else:
            said = _WORDS["none"]
        stream.write(in_language(said, self.language) + "\n")

    def lines(self) -> Iterable[str]:
        """Return a line for each problem."""
        return self._problems().lines()

    def data(self) -> object:
        """Return an object for each problem."""
        return self._problems().data()

    def problems(self) -> Sequence[Found]:
        """Return the problems with their places."""
        return self._problems().problems()

    def _problems(self) -> ProblemReport:
        from csvariable.documents.problems import ProblemReport  # what is not shown is not loaded

        return ProblemReport(self.shown, {file.name: file.document for file in self.checked}, self.language)


@dataclass(frozen=True, kw_only=True)
class RuleOptions:
    """Which rules are shown."""

    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help="Show these rules only.", autocompletion=rules_known),
    ] = None
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULE",
            help="Leave these rules out; never an error.",
            autocompletion=rules_known,
        ),
    ] = None

    def shown(self) -> Callable[[Diagnostic], bool]:
        """Return whether a problem is of these rules.

        Raises:
            Misuse: for a rule that there is not.
        """
        return partial(_is_shown, wanted=_rules(self.select), unwanted=_rules(self.ignore))


@grouped
def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Plans, folders with plans, or - for the standard input; else this folder.",
            metavar="PATH",
            show_default=False,
        ),
    ] = None,
    *,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    output: OutputOption = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="From which severity on the exit code is 1.")
    ] = "error",
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended with certainty, in the files.")
    ] = False,
    rules: RuleOptions,
    plans_only: Annotated[
        bool, typer.Option("--plans-only", help="Leave out files that are no plans, for hooks that name all.")
    ] = False,
    look: LookOptions,
) -> int:
    """Check plans: their shape, what they name, their curves, weights and amounts."""
    to = FileOptions(output=output, force=True)
    chosen, is_shown = format_of(form, output, WRITTEN), rules.shown()
    files = list(plan_files(paths or [Path()], plans_only=plans_only))
    checked = [mended(path, look.language) if fix and path != STANDARD else check(path) for path in files]
    shown = [problem for file in checked for problem in file.problems if is_shown(problem)]
    with suppress(BrokenPipeError):  # what is wrong stays wrong, whoever stops reading
        deliver(Findings(shown, checked, look.language), chosen, to, look)
    failing = {"error": {"error"}, "warning": {"error", "warning"}, "never": set[str]()}[fail_on]
    nothing = not (checked or plans_only)
    return int(nothing or any(problem.severity.value in failing for problem in shown))


def check(path: Path) -> Checked:
    """Read one plan and return what is wrong with it."""
    return checked_text(read_bytes(path, limit=LIMIT), str(path) if path != STANDARD else "<stdin>")


def checked_text(data: bytes, name: str) -> Checked:
    """Check the text of a plan."""
    document, problems = parse(data, name)
    if document is None:
        return Checked(name, data.decode("utf-8", "replace"), problems)
    reading = read(document)
    found = [*problems, *reading.diagnostics]
    if reading.plan is not None:
        found += past_review(reading.plan, today(os.environ))
    return Checked(name, document, tuple(_filed(problem, name) for problem in found))


def mended(path: Path, language: Language) -> Checked:
    """Mend a file as long as a certain fix is left, then check what it has become."""
    data = read_bytes(path, limit=LIMIT)
    found, text, done = mended_text(data, str(path))
    if done:
        write_whole(path, text, force=True, mends=True)
        sys.stderr.write(in_language(_WORDS["fixed"].given(n=done, path=str(path)), language) + "\n")
    return found


def mended_text(data: bytes, name: str) -> tuple[Checked, bytes, int]:
    """Mend the text of a plan; return what is left to say of it, its text, and how often it was mended."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    found = checked_text(data, name)
    refused: set[tuple[str, Place]] = set()
    done = 0
    while done < _MOST_FIXES:
        problem = next((one for one in found.problems if one.fix and (one.rule, one.at) not in refused), None)
        if problem is None or not isinstance(found.document, Document):
            break
        try:
            text = _renamed(found.document, problem.fix or {}) or written(found.document, problem.fix or {})
        except (ValueError, TypeError):
            refused.add((problem.rule, problem.at))
            continue
        again = checked_text(mark + text.encode(), name)
        if (problem.rule, problem.at) in {(one.rule, one.at) for one in again.problems}:
            refused.add((problem.rule, problem.at))
            continue
        found, data, done = again, mark + text.encode(), done + 1
    return found, data, done


def _renamed(document: Document, fix: Edits) -> str | None:
    """Return the text with one key spelt otherwise, where that is all a fix does."""
    if len(fix) != 2:
        return None
    (old, gone), (new, value) = fix.items()
    node = document.node(old)
    same = gone is None and old[:-1] == new[:-1] and value is node
    if node is None or not same or node.key is None or document.uses(old):
        return None
    text = f"{document.text[: node.key.start]}{new[-1]}{document.text[node.key.end :]}"
    again, problems = parse(text, document.name)
    return text if again is not None and not problems else None


def plan_files(paths: Iterable[Path], *, plans_only: bool = False) -> Iterator[Path]:
    """Yield the files to check: those named, and in folders those whose first key is `csvariable`.

    With `plans_only` a file that is named must have that key too, or is left out.
    """
    for path in paths:
        if path == STANDARD or not path.is_dir():
            if not plans_only or path == STANDARD or _is_plan(path):
                yield path
            continue
        yield from _plans_in(path)


def _plans_in(folder: Path) -> Iterator[Path]:
    for where, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith(".") and name not in _SKIPPED)
        for name in sorted(names):
            path = Path(where, name)
            if path.suffix.lower() in _ENDINGS and _is_plan(path):
                yield path


def _is_plan(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return re.match(_FIRST_KEY, file.read(65536).removeprefix(b"\xef\xbb\xbf")) is not None
    except OSError:
        return False


def _filed(problem: Diagnostic, name: str) -> Diagnostic:
    """Say of which file a problem is, since several are shown together."""

    def place(at: Place) -> Place:
        return replace(at, file=name) if isinstance(at, PlanPlace) else at

    labels = tuple(Label(place(label.at), label.text) for label in problem.also)
    return replace(problem, at=place(problem.at), also=labels)


def _rules(given: list[str] | None) -> set[str]:
    """Return the names of rules that options list, alone or with commas."""
    found = {name.strip() for text in given or () for name in text.split(",") if name.strip()}
    if found:
        from csvariable.rules import names

        for name in found - set(names()):
            raise unknown_rule(name)
    return found


def _is_shown(problem: Diagnostic, wanted: set[str], unwanted: set[str]) -> bool:
    if wanted and problem.rule not in wanted:
        return False
    return problem.rule not in unwanted or problem.severity == "error"


def _width(environ: Mapping[str, str]) -> int:
    try:
        return max(40, min(1000, int(environ.get("COLUMNS", ""))))
    except ValueError:
        return 100
