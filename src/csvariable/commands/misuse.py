"""What of a command line is not understood: exit code 2, the usage, one sentence in the reader's language.

Typer refuses in English sentences. What it refuses, and which option or argument, stands beside
the sentence as values; a message is made of these, and the sentence is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

import typer

from csvariable.documents.clean import clean
from csvariable.kernel.excerpt import brief, excerpt
from csvariable.kernel.message import Filling, Message, listed, msg
from csvariable.speech.edge import SENTENCES

_MOST = 5
"""The most words that are quoted of those that nothing takes."""


class Misuse(typer.TyperException):
    """An option or an argument that cannot be as it is written."""

    exit_code = 2

    def __init__(self, said: Message, option: str = "") -> None:
        """Keep the sentence, and the option that it is said of where it does not name one."""
        told = brief(msg("{option}: {problem}", option=option, problem=said) if option else said)
        super().__init__(str(told))
        self.said = told
        self.usage = ""
        """How the command is used, set by the command itself."""


def unknown_word(option: str, given: str, known: Iterable[str]) -> Misuse:
    """Return the refusal of a word that is none of a list."""
    return Misuse(
        SENTENCES["option-value"].given(option=option, value=_foreign(given), known=_codes(known, "or"))
    )


def unknown_command(given: str, known: Sequence[str]) -> Misuse:
    """Return the refusal of a verb that there is not."""
    near = get_close_matches(given, known)
    name = _foreign(given)
    if near:
        return Misuse(
            msg("there is no command `{name}`; did you mean {meant}?", name=name, meant=_codes(near, "or"))
        )
    return Misuse(msg("there is no command `{name}`", name=name))


def unknown_kpi(given: str) -> Misuse:
    """Return the refusal of a KPI that the catalogue has not."""
    from csvariable.catalog.entry import ids
    from csvariable.rules.hints import word_suggestion

    near, name = word_suggestion(given, ids()), _foreign(given)
    if near:
        return Misuse(
            msg("the catalogue has no KPI `{name}`; did you mean `{meant}`?", name=name, meant=near)
        )
    return Misuse(msg("the catalogue has no KPI `{name}`", name=name))


def unknown_rule(given: str) -> Misuse:
    """Return the refusal of a rule that there is not."""
    from csvariable.rules import names
    from csvariable.rules.hints import word_suggestion

    near = word_suggestion(given, names())
    if near:
        return Misuse(
            msg("there is no rule `{name}`; did you mean `{meant}`?", name=_foreign(given), meant=near)
        )
    return Misuse(msg("there is no rule `{name}`", name=_foreign(given)))


def left_over(given: Sequence[str]) -> Misuse:
    """Return the refusal of arguments that nothing takes."""
    told = _codes([_foreign(one) for one in given[:_MOST]], "and")
    return Misuse(msg("nothing takes {words}; there are too many arguments", words=told))


def repeated(parameter: Any) -> Misuse:
    """Return the refusal of an option that is given more values than it takes."""
    return Misuse(msg("`{option}` takes one value and is given several", option=name_of(parameter)))


def refused_by_typer(problem: typer.TyperException, given: Sequence[str]) -> Misuse:
    """Return what Typer refuses of the words `given`, as a message."""
    found: Any = problem
    parameter = getattr(found, "param", None)
    if hasattr(found, "possibilities"):
        name = str(found.option_name)
        bare = _argument(found.ctx, name)
        return Misuse(_no_option(name, found.possibilities or ()) if bare is None else bare)
    if hasattr(found, "param_type"):
        return Misuse(_missing(parameter))
    if parameter is not None:
        return Misuse(_value(parameter, problem))
    if hasattr(found, "option_name"):
        name = _foreign(str(found.option_name))
        if any(word.startswith(f"{found.option_name}=") for word in given):
            return Misuse(msg("`{option}` takes no value", option=name))
        return Misuse(msg("`{option}` needs a value", option=name))
    return Misuse(msg("the command line is not understood: {told}", told=_foreign(problem.message)))


def _argument(context: Any, name: str) -> Message | None:
    """Return that an argument is written without an option, where one is called as the option is."""
    found = name.lstrip("-").replace("-", "_")
    for one in () if context is None else context.command.params:
        if one.param_type_name == "argument" and one.name == found:
            message = msg("there is no option `{name}`: `{argument}` is written without one")
            return message.given(name=_foreign(name), argument=name_of(one))
    return None


def _no_option(name: str, near: Iterable[str]) -> Message:
    if near:
        return msg(
            "there is no option `{name}`; did you mean {meant}?",
            name=_foreign(name),
            meant=_codes(sorted(near), "or"),
        )
    return msg("there is no option `{name}`", name=_foreign(name))


def _missing(parameter: Any) -> Message:
    name = name_of(parameter)
    if parameter.param_type_name == "option":
        return msg("the option `{name}` is missing", name=name)
    return msg("the argument `{name}` is missing", name=name)


def _value(parameter: Any, problem: typer.TyperException) -> Message:
    cause: Any = problem.__cause__
    given = _foreign(str(cause.errors()[0]["input"])) if hasattr(cause, "errors") else ""
    choices = parameter.type_descriptor.choices
    if choices is not None:
        return SENTENCES["option-value"].given(
            option=name_of(parameter), value=given, known=_codes(map(str, choices), "or")
        )
    return msg(
        "{option} cannot be {value}: {due} is due",
        option=name_of(parameter),
        value=given,
        due=_due(parameter),
    )


def _due(parameter: Any) -> Message:
    bounds = bounds_of(parameter)
    return msg("a whole number") if bounds is None else msg("a whole number {bounds}", bounds=bounds)


def bounds_of(parameter: Any) -> Message | None:
    """Return between which numbers the value of an option lies, where that is said."""
    least: Filling | None = getattr(parameter, "min", None)
    most: Filling | None = getattr(parameter, "max", None)
    if least is not None and most is not None:
        return msg("from {least} to {most}", least=least, most=most)
    return None if least is None else msg("from {least} on", least=least)


def name_of(parameter: Any) -> str:
    """Return how an option is written, or how the usage names an argument."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name)


def _codes(words: Iterable[str], joint: Any) -> Filling:
    return listed([f"`{word}`" for word in words], joint)


def _foreign(text: str) -> str:
    return clean(excerpt(text))


__all__ = [
    "Misuse",
    "bounds_of",
    "left_over",
    "name_of",
    "refused_by_typer",
    "repeated",
    "unknown_command",
    "unknown_rule",
    "unknown_word",
]
