"""The command line as its readers see it: usage, help and refusals in their language.

The texts of commands, options and arguments stand in English where they are declared, as Typer
documents it. `texts_of` finds them all, for the catalogues; `spoken` puts a command in a language.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperCommand

from csvariable.commands.misuse import Misuse, bounds_of, left_over, refused_by_typer, repeated
from csvariable.kernel.message import Message, msg
from csvariable.speech.catalogue import in_help, language_of
from csvariable.speech.language import Language
from csvariable.speech.saying import in_language

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_USAGE = msg("Usage: ")
_ARGUMENTS = msg("Arguments:")
_OPTIONS = msg("Options:")
_VERBATIM = "\b\n"
"""What Typer leaves its lines as they are in."""


class Spoken:
    """What is written about a command, in the language of its context."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write how the command is used."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_said(_USAGE, ctx))

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:
        """Write arguments and options; an argument's name says what it is."""
        rows: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                name = record[0] if parameter.param_type_name == "option" else parameter.metavar
                text = in_help(parameter.help or "", language_in(ctx))
                rows[parameter.param_type_name].append((name or record[0], text + _extras(parameter, ctx)))
        for heading, kind in ((_ARGUMENTS, "argument"), (_OPTIONS, "option")):
            if rows[kind]:
                write_section(formatter, _said(heading, ctx), rows[kind])


def write_section(formatter: Any, heading: str, rows: list[tuple[str, str]]) -> None:
    """Write rows under a heading, whose colon is that of its language."""
    formatter.write_paragraph()
    formatter.write(f"{heading}\n")
    with formatter.indentation():
        formatter.write_dl(rows)


class Command(Spoken, TyperCommand):
    """A verb: what it does not understand it says in the language of its context."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words behind the verb.

        Raises:
            Misuse: where they are not understood.
        """
        ctx.allow_extra_args = True
        given = list(args)
        if ctx.resilient_parsing and args and args[-1].startswith("-"):
            args = args[:-1]  # its value is being typed, and the words before it are needed to offer some
        try:
            if not ctx.resilient_parsing:
                refuse_repeated(self, ctx, given)
            left = super().parse_args(ctx, args)
        except Misuse as problem:
            raise placed(problem, ctx) from None
        except typer.TyperException as problem:
            raise placed(refused_by_typer(problem, given), ctx) from problem
        if left and not ctx.resilient_parsing:
            raise placed(left_over(left), ctx)
        return left

    def invoke(self, ctx: Any) -> Any:
        """Run the verb; what it refuses itself is told beside its usage."""
        try:
            return super().invoke(ctx)
        except Misuse as problem:
            raise placed(problem, ctx) from None
        except typer.TyperException as problem:
            raise placed(refused_by_typer(problem, []), ctx) from problem


def refuse_repeated(command: Any, ctx: Any, given: list[str]) -> None:
    """Refuse an option that takes one value and is given several, before the verb or behind it."""
    _, _, order = command.make_parser(ctx).parse_args(args=list(given))
    before = {} if ctx.parent is None else ctx.parent.params
    seen = {name for name, value in before.items() if value}
    for parameter in order:
        if parameter.param_type_name != "option" or parameter.multiple:
            continue
        if parameter.is_flag and not parameter.secondary_opts:
            continue  # said twice, it says the same
        if parameter.name in seen:
            raise repeated(parameter)
        seen.add(parameter.name)


def placed(problem: Misuse, ctx: Any) -> Misuse:
    """Return the problem with the usage of the command where it was found."""
    if not problem.usage:
        hint = msg("Try '{command}' for help.", command=f"{ctx.command_path} {ctx.help_option_names[0]}")
        problem.usage = f"{ctx.get_usage()}\n{_said(hint, ctx)}\n"
    return problem


def language_in(ctx: Any) -> Language:
    """Return the language of a context; without one, for the shell's completion, that of the environment."""
    return ctx.obj if isinstance(ctx.obj, str) else language_of(None, os.environ)


def _said(message: Message, ctx: Any) -> str:
    return in_language(message, language_in(ctx))


def _extras(parameter: Any, ctx: Any) -> str:
    """Return what is said of a parameter behind its help: default, bounds, whether it has to be there."""
    found: list[Message] = []
    default = parameter.default
    if parameter.show_default and default is not None and not isinstance(default, bool | list | tuple):
        found.append(msg("default: {value}", value=str(default)))
    bounds = bounds_of(parameter)
    if bounds is not None:
        found.append(bounds)
    if parameter.required:
        found.append(msg("required"))
    said = "; ".join(_said(one, ctx) for one in found)
    return f"  [{said}]" if said else ""


# ------------------------------------------------------------------------------ languages


def spoken(command: Any, language: Language) -> Any:
    """Return a command whose own texts are in a language; what it says of its options follows its context."""
    command.help = _paragraphs(command.help, language)
    command.short_help = _paragraphs(command.short_help, language)
    command.epilog = _paragraphs(command.epilog, language)
    command.options_metavar = in_help(command.options_metavar, language)
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = in_help(command.subcommand_metavar, language)
    for parameter in command.params:
        name = _value_name(parameter)
        if name is not None:
            parameter.metavar = in_help(name, language)
    return command


def texts_of(command: Any) -> Iterator[str]:
    """Yield every text of a command that a catalogue translates."""
    for text in (command.help, command.short_help, command.epilog):
        yield from (part.partition("\n")[0] for part in _split(text))
    yield command.options_metavar
    if hasattr(command, "subcommand_metavar"):
        yield command.subcommand_metavar
    for parameter in command.get_params(typer.Context(command)):
        yield parameter.help or ""
        yield _value_name(parameter) or ""
    for inner in getattr(command, "commands", {}).values():
        yield from texts_of(inner)


def _value_name(parameter: Any) -> str | None:
    """Return what help calls the value of a parameter; a list of what can be written is code."""
    if parameter.metavar is not None:
        return None if parameter.metavar.startswith("[") else str(parameter.metavar)
    is_named = getattr(parameter, "is_flag", False) or parameter.type_descriptor.choices is not None
    return None if is_named else "PATH" if parameter.type_descriptor.is_path else "VALUE"


def _split(text: str | None) -> list[str]:
    """Return the paragraphs of a text, each on one line; lines that are to stay follow a first one."""
    parts = inspect.cleandoc(text).split("\n\n") if text else []
    return [
        part.removeprefix(_VERBATIM) if part.startswith(_VERBATIM) else " ".join(part.split())
        for part in parts
    ]


def _paragraphs(text: str | None, language: Language) -> str | None:
    if text is None:
        return None
    said = []
    for part in _split(text):
        first, end, lines = part.partition("\n")
        said.append((_VERBATIM if end else "") + in_help(first, language) + end + lines)
    return "\n\n".join(said)


__all__ = ["SETTINGS", "Command", "Spoken", "language_in", "placed", "spoken", "texts_of", "write_section"]
