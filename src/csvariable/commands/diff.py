"""`csvariable diff`: what changed between two plans, in words, in curves and in euros."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from csvariable.commands.files import PLAN_LIMIT, write_whole
from csvariable.commands.inputs import DecimalOption, DelimiterOption, EncodingOption, PeopleOption
from csvariable.commands.options import ColorOption, ForceOption, LangOption, OutputOption, WidthOption
from csvariable.commands.problem_output import complain
from csvariable.commands.simulate import DetailsFlag, PeriodsOption, RedactOption
from csvariable.commands.stages import read_document, read_tables, stages_of
from csvariable.commands.usage_error import Trouble
from csvariable.speech.catalogue import language_of
from csvariable.speech.language import Language

if TYPE_CHECKING:
    from csvariable.documents.comparison import View
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.scenario import Outcome, Stage
    from csvariable.scenario.differences import CurveChange
    from csvariable.tables.table import Table
    from csvariable.text import Document

DiffFormat: TypeAlias = Literal["text", "json", "markdown"]
SUFFIXES: dict[str, DiffFormat] = {".md": "markdown", ".markdown": "markdown", ".json": "json"}
SECONDS = 30
_REVISION = re.compile(r"(?P<revision>[^-:][^:]*):(?P<path>.+)")


def command(  # noqa: PLR0917 - an option is a parameter
    old: Annotated[str, typer.Argument(help="The old plan: a file, or REV:path of git.", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="The new plan: a file, or REV:path of git.", metavar="NEW")],
    kpis: Annotated[
        list[Path] | None,
        typer.Argument(
            help="CSV files of KPIs: who gains and who loses.", metavar="KPIS", show_default=False
        ),
    ] = None,
    people: PeopleOption = None,
    period: PeriodsOption = None,
    form: Annotated[
        DiffFormat | None,
        typer.Option("--format", "-f", help="Markdown is a comment for a pull request.", show_default=False),
    ] = None,
    output: OutputOption = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit code 1 where the plans differ.")
    ] = False,
    details: DetailsFlag = False,
    redact: RedactOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    decimal: DecimalOption = None,
    lang: LangOption = None,
    color: ColorOption = "auto",
    width: WidthOption = None,
    force: ForceOption = False,
) -> int:
    """What changed between two plans: routes in words, payout curves, roles; with facts, the euros.

    OLD and NEW are files, or `main:plans/csm.yaml` as git names a file of a revision.
    """
    from csvariable.documents.comparison import View
    from csvariable.scenario.differences import curve_changes, differences

    chosen: DiffFormat = form or (SUFFIXES.get(output.suffix.lower(), "text") if output else "text")
    redacted = chosen == "markdown" and (redact or ("names" if os.environ.get("CI") else "none")) == "names"
    (before, before_problems), (after, after_problems) = _plan(old), _plan(new)
    documents = [one for one in (before, after) if one is not None]
    language = language_of(lang, os.environ)
    plans = [_read(one, color, language) for one in documents]
    complain([*before_problems, *after_problems], documents, color, language)
    if before is None or after is None or None in plans:
        return 1
    outcome, failed = _outcome(
        before, after, kpis or [], people, period or [], (encoding, delimiter, decimal), color, language
    )
    if failed:
        return 1
    ready = [one for one in plans if one is not None]
    view = View(ready[1], language, details, redacted)
    curves = curve_changes(*ready)
    text = _text(
        chosen, new, (before, after), curves, view, outcome, color, width if output is None else None
    )
    if output is not None:
        write_whole(output, text.encode("utf-8", "replace"), force=force)
    else:
        sys.stdout.write(text)
    return int(exit_code and bool(differences(before, after)))


def _plan(name: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read a plan from a file, or from a revision where no such file is there."""
    from csvariable.text import parse

    path = Path(name)
    found = _REVISION.fullmatch(name)
    if path.exists() or found is None:
        return read_document(path)
    return parse(shown(found["revision"], found["path"]), name)


def shown(revision: str, path: str) -> bytes:
    """Return what a revision holds at a path, as `git show` gives it; no shell is involved.

    Raises:
        Trouble: where git is not there, or knows no such file.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, and the first letter is no dash
            ["git", "show", "--no-textconv", f"{revision}:{_in_tree(path)}"],  # noqa: S607 - git is found on the path
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise Trouble("no-git", reason=type(problem).__name__) from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Trouble("not-in-git", name=f"{revision}:{path}", reason=reason[-1] if reason else "")
    if len(done.stdout) > PLAN_LIMIT * 1024 * 1024:
        raise Trouble("too-large", path=f"{revision}:{path}", limit=PLAN_LIMIT)
    return done.stdout


def _in_tree(path: str) -> str:
    """Return a path as git wants it: relative to this folder, unless it is told from the root by git."""
    return path if path.startswith(("./", "../", "/")) or not Path(path).exists() else f"./{path}"


def _read(document: Document, color: ColorOption, language: Language) -> Plans | None:
    from csvariable.facts.plans import Plans
    from csvariable.reading import read

    reading = read(document)
    if reading.plan is not None:
        return Plans(reading.plan, reading.roles)
    complain([one for one in reading.diagnostics if one.severity == "error"], [document], color, language)
    return None


def _outcome(  # noqa: PLR0917 - two plans and the files they run on
    before: Document,
    after: Document,
    kpis: Sequence[Path],
    people: Path | None,
    periods: Sequence[str],
    reading: tuple[str | None, str | None, str | None],
    color: ColorOption,
    language: Language,
) -> tuple[Outcome | None, bool]:
    """Run both plans on the facts, where there are any; also whether something was wrong."""
    from csvariable.scenario import Scenario, prepare, run

    if not kpis:
        return None, False
    encoding, delimiter, decimal = reading
    files = [*kpis, *([people] if people else [])]
    tables, problems = read_tables(files, {"encoding": encoding, "delimiter": delimiter, "decimal": decimal})
    complain(problems, [before], color, language)
    if len(tables) < len(files):
        return None, True
    stages = _stages(before, tables, len(kpis), periods)
    base, found = prepare(before, stages)
    complain([one for one in found if base is None or one.severity == "warning"], [before], color, language)
    if base is None:
        return None, True
    outcome = run(base, [Scenario(after.name, plan=after)])[0]
    complain(outcome.diagnostics, [after], color, language)
    return outcome, outcome.comparison is None


def _stages(document: Document, tables: Sequence[Table], count: int, periods: Sequence[str]) -> list[Stage]:
    from csvariable.reading import read

    plan = read(document).plan
    staff = tables[count] if len(tables) > count else None
    return [] if plan is None else stages_of(tables[:count], staff, periods, plan)


def _text(  # noqa: PLR0917 - two plans, what differs, how it is shown
    form: DiffFormat,
    name: str,
    plans: tuple[Document, Document],
    curves: Sequence[CurveChange],
    view: View,
    outcome: Outcome | None,
    color: ColorOption,
    width: int | None,
) -> str:
    from csvariable.documents.differences import comment, difference_page

    old, new = plans
    if form == "markdown":
        return comment(_stable(name), old, new, curves, view, outcome)
    if form == "json":
        from csvariable.documents.difference_data import as_data
        from csvariable.documents.json_ import as_json

        return as_json(as_data(old, new, curves, view, outcome))
    from csvariable.documents.console import make_console
    from csvariable.documents.page import show

    console = make_console(sys.stdout, os.environ, color=color, width=width)
    with console.capture() as capture:
        show(difference_page(old, new, curves, view, outcome), console)
    return capture.get()


def _stable(name: str) -> str:
    """Return the path without its revision: the marker of a comment is the same at each push."""
    found = _REVISION.fullmatch(name)
    return found["path"] if found is not None and not Path(name).exists() else name
