"""The command line: a table of verbs, of which only the one that is named gets imported.

The law of this module: whatever happens, the exit code is 0 (done), 1 (something is wrong
in the plan, the facts or the examples), 2 (could not run) or 130 (Ctrl-C), and nobody sees
a traceback who did not ask for one with CSVARIABLE_DEBUG=1.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import Annotated, Any, NamedTuple, cast

import typer
from typer.core import TyperGroup
from typer.main import get_command

from csvariable.commands.files import forget
from csvariable.commands.manual import (
    SETTINGS,
    Command,
    Spoken,
    language_in,
    placed,
    refuse_repeated,
    spoken,
    texts_of,
    write_section,
)
from csvariable.commands.misuse import Misuse, refused_by_typer, unknown_command
from csvariable.commands.options import LangOption
from csvariable.commands.usage_error import UsageError
from csvariable.documents.nearest import NEAREST
from csvariable.kernel.excerpt import LONGEST, excerpt
from csvariable.kernel.message import msg
from csvariable.speech.catalogue import in_help, language_of, languages
from csvariable.speech.edge import say
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language


class Verb(NamedTuple):
    """A command before its module is imported."""

    module: str
    help: str


VERBS = {
    "compute": Verb("csvariable.commands.compute", "What each person is paid."),
    "kpis": Verb("csvariable.commands.kpis", "The KPIs that a plan measures on raw rows, as a KPI file."),
    "noise": Verb("csvariable.commands.noise", "What luck alone does to pay that rests on few answers."),
    "explain": Verb("csvariable.commands.explain", "How one person's pay comes about, line by line."),
    "statement": Verb("csvariable.commands.statement", "What a person keeps of their pay: text, page, data."),
    "booklet": Verb("csvariable.commands.booklet", "A plan in words, for those whom it pays."),
    "explore": Verb("csvariable.commands.explore", "A page with sliders: what another result would pay."),
    "report": Verb("csvariable.commands.report", "What a team's pay costs, and how it is spread."),
    "validate": Verb("csvariable.commands.validate", "Whether plans are right, and what to write where not."),
    "simulate": Verb(
        "csvariable.commands.simulate", "Who gains, who loses and what it costs, before a change."
    ),
    "diff": Verb("csvariable.commands.diff", "What changed between two plans, in words, curves and euros."),
    "objectives": Verb("csvariable.commands.objectives", "What a plan aims at, what weighs, what lacks."),
    "vote": Verb("csvariable.commands.vote", "Which waiting objectives people find relevant and feasible."),
    "progress": Verb(
        "csvariable.commands.weekly", "For the team: who moved, what is next, who leads; nobody's pay."
    ),
    "feasible": Verb(
        "csvariable.commands.feasible", "How often the past reached what a plan asks: too easy, too hard."
    ),
    "routes": Verb("csvariable.commands.routes", "Every route of a plan with its value and line."),
    "budget": Verb("csvariable.commands.budget", "What a plan can cost, and which value fits a limit."),
    "close": Verb("csvariable.commands.close", "Pay a period and keep it so that it can be proved."),
    "verify": Verb("csvariable.commands.verify", "Whether what was closed is unchanged and still right."),
    "history": Verb("csvariable.commands.history", "What people were paid, and why other than before."),
    "compare": Verb(
        "csvariable.commands.compare", "Two results side by side: who is paid otherwise, and why."
    ),
    "dispute": Verb("csvariable.commands.dispute", "What a person says against a closed period."),
    "payroll": Verb("csvariable.commands.payroll", "A closed period, as payroll takes it over."),
    "correct": Verb("csvariable.commands.correct", "What a closed period should have paid otherwise."),
    "test": Verb("csvariable.commands.test", "Run the examples written in plans and beside them."),
    "schema": Verb(
        "csvariable.commands.schema", "The shape of a plan or of a result, for editors and tools."
    ),
    "rule": Verb("csvariable.commands.rule", "What a rule of `validate` means, with an example."),
    "inspect": Verb("csvariable.commands.inspect", "What a file holds, and the source to write for it."),
    "catalog": Verb("csvariable.commands.catalog", "The KPIs of the field: formula, traps, worked example."),
    "init": Verb("csvariable.commands.init", "Start a plan from a template."),
}

_COMMANDS = msg("Commands:")

EPILOG = """\b
Examples:
  csvariable init --list
  csvariable validate plan.yaml
  csvariable compute plan.yaml kpis.csv --people people.csv
  csvariable explain plan.yaml kpis.csv --csm ana
"""


class Root(Spoken, TyperGroup):
    """The group of all verbs: it lists them from the table and loads the one that runs."""

    def __init__(self, **settings: Any) -> None:
        """Stand a stub for each verb; suggestions, help and completion need no more."""
        super().__init__(**settings)
        for name, verb in VERBS.items():
            self.add_command(Command(name, help=verb.help, short_help=verb.help))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write options, then verbs."""
        super().format_options(ctx, formatter)
        language = language_in(ctx)
        rows = [(name, in_help(verb.help, language)) for name, verb in VERBS.items()]
        write_section(formatter, in_language(_COMMANDS, language), rows)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words before the verb.

        Raises:
            Misuse: where they are not understood.
        """
        given = list(args)
        try:
            rest = super().parse_args(ctx, args)
            if not ctx.resilient_parsing:
                refuse_repeated(self, ctx, given)
            return rest
        except Misuse as problem:
            raise placed(problem, ctx) from None
        except typer.TyperException as problem:
            raise placed(refused_by_typer(problem, given), ctx) from problem

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the verb, then import its module.

        Raises:
            Misuse: where there is no such verb.
        """
        if args[0] not in VERBS and not ctx.resilient_parsing:
            raise placed(unknown_command(args[0], list(VERBS)), ctx)
        name, stub, rest = super().resolve_command(ctx, args)
        return name, stub and _verb(cast("str", name), language_in(ctx)), rest

    def invoke(self, ctx: Any) -> Any:
        """Run the verb; what its function returns is the exit code."""
        try:
            code = super().invoke(ctx)
        except BrokenPipeError:  # `| head`: the reader has seen enough
            _silence()
            code = 0
        try:
            sys.stdout.flush()
        except BrokenPipeError:  # what was found stands, whoever reads it
            _silence()
        if code:
            raise typer.Exit(code)


def load(name: str) -> Any:
    """Import the module of a verb and make a command of its function."""
    verb = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings=SETTINGS)
    verb.command(name, cls=Command)(import_module(VERBS[name].module).command)
    return get_command(verb)


def _verb(name: str, language: Language) -> Any:
    """Return a verb with its texts in a language; what is made of the options of a function is made once."""
    return _made(name, import_module(VERBS[name].module).command, language)


@cache
def _made(name: str, _: Callable[..., int], language: Language) -> Any:
    return spoken(load(name), language)


def root(
    context: typer.Context,
    version: Annotated[  # noqa: FBT002 (Typer reads it as a flag)
        bool, typer.Option("--version", "-V", help="Show the version and exit.")
    ] = False,
    lang: LangOption = None,
) -> None:
    """Exact, explained variable pay from a plan that is a text file."""
    if version:
        from csvariable import __version__

        typer.echo(f"csvariable {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
    if lang is not None:
        context.default_map = {name: {"lang": lang} for name in VERBS}


def app() -> Any:
    """Return the whole command line."""
    typed = typer.Typer(
        cls=Root,
        rich_markup_mode=None,
        invoke_without_command=True,
        context_settings=SETTINGS,
        epilog=EPILOG,
    )
    typed.callback()(root)
    return get_command(typed)


@cache
def _root(language: Language) -> Any:
    """Return the whole command line with its texts in a language."""
    return spoken(app(), language)


def texts() -> Iterator[str]:
    """Yield every text of the command line that a catalogue translates."""
    yield from texts_of(app())
    for name in VERBS:
        yield from texts_of(load(name))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=NEAREST)  # a name never stops a run because of a code page
    forget()
    try:
        code = _call(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence()
        return 0
    except UsageError as problem:
        return _refuse_run(arguments, problem)
    except OSError as problem:
        _silence()
        if problem.errno == errno.EBADF:
            return _refuse_run(arguments, UsageError("closed-output"))
        return _refuse_run(arguments, UsageError("system", reason=problem.strerror or type(problem).__name__))
    except Exception as problem:  # noqa: BLE001 (the last line of defence)
        return _confess(arguments, problem)
    return code


def _call(arguments: Sequence[str]) -> int:
    language = _language(arguments)
    try:
        code = _root(language).main(
            args=list(arguments), prog_name="csvariable", standalone_mode=False, obj=language
        )
    except Misuse as problem:
        from csvariable.documents.clean import clean

        said = clean(say(language, "error", message=problem.said))
        sys.stderr.write(f"{problem.usage}\n{said}\n")
        return problem.exit_code
    except SystemExit as end:
        code = end.code
    return code if isinstance(code, int) else 0


def _refuse_run(arguments: Sequence[str], problem: UsageError) -> int:
    from csvariable.documents.clean import clean

    language = _language(arguments)
    values = {name: excerpt(clean(str(value)), LONGEST // 2) for name, value in problem.values.items()}
    message = say(language, problem.name, **values)
    sys.stderr.write(say(language, "error", message=message) + "\n")
    return 2


def _confess(arguments: Sequence[str], problem: Exception) -> int:
    """Say where it broke, not with which data: a message may hold names and amounts."""
    import traceback

    if os.environ.get("CSVARIABLE_DEBUG"):
        traceback.print_exception(problem)
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "csvariable" in frame.filename] or frames
    place = f"{os.path.basename(ours[-1].filename)}:{ours[-1].lineno}"  # noqa: PTH119
    kind = type(problem).__name__
    sys.stderr.write(say(_language(arguments), "internal", kind=kind, place=place) + "\n")
    return 2


def _language(arguments: Sequence[str]) -> Language:
    """Find the language when the command that would have read `--lang` did not get that far."""
    given = None
    for before, word in zip(["", *arguments], arguments, strict=False):
        text = word if before == "--lang" else word.removeprefix("--lang=") if "--lang=" in word else None
        given = text if text in languages() else given
    return language_of(given, os.environ)


def _silence() -> None:
    """Send what is still unwritten nowhere, so that closing does not fail a second time."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
