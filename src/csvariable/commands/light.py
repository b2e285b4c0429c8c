"""Values of options, read without building a pydantic adapter for each, and named without Python's words.

Typer from 0.27 on reads every option through a `TypeAdapter`, and the import alone of what that
needs takes longer than to validate a plan. Our options are paths, words of closed lists, texts
and whole numbers: this reads them. Where Typer has another way, nothing is changed.
"""

from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer
import typer.core

_PLAIN = (str, Path, int, bool)
_NAMED = {str: "<text>", list[Path]: "<path>..."}
"""What `--help` says an argument is, where Typer would write a type of Python."""


class _Light:
    """What Typer asks for one parameter: its value from the words of the command line."""

    def __init__(self, descriptor: Any) -> None:
        self.annotation = descriptor.annotation
        self.info = descriptor.parameter_info

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value, or say what was expected."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        try:
            return _read(value, self.annotation, self.info)
        except ValueError as problem:
            raise typer.BadParameter(str(problem), ctx=ctx, param=param) from None


def install() -> None:
    """Let Typer read with this where it can; call it once, before the first command is run."""
    heavy = getattr(typer.core, "build_runtime_param", None)
    if heavy is None or getattr(heavy, "__module__", "") == __name__:
        return

    def build(descriptor: Any) -> Any:
        return _Light(descriptor) if _is_light(descriptor.annotation) else heavy(descriptor)

    typer.core.build_runtime_param = build  # type: ignore[attr-defined]
    told = typer.core.TyperArgument.display_type

    def display_type(argument: Any, ctx: Any) -> str:
        return _NAMED.get(argument.type_descriptor.annotation) or told(argument, ctx)

    typer.core.TyperArgument.display_type = display_type  # type: ignore[method-assign, assignment]


def _is_light(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is list:
        return _is_light(get_args(annotation)[0])
    return annotation in _PLAIN or origin is Literal


def _read(value: Any, annotation: Any, info: Any) -> Any:
    if get_origin(annotation) is list:
        return [_read(item, get_args(annotation)[0], info) for item in value]
    if get_origin(annotation) is Literal:
        words = get_args(annotation)
        if value not in words:
            raise ValueError(f"{value!r} is not one of {', '.join(repr(word) for word in words)}.")
        return value
    if annotation is bool:
        return _flag(value)
    return _whole(value, info) if annotation is int else annotation(value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in {"true", "1", "yes", "on"}:
        return True
    if str(value).lower() in {"false", "0", "no", "off"}:
        return False
    raise ValueError(f"{value!r} is not a valid boolean.")


def _whole(value: Any, info: Any) -> int:
    try:
        number = int(value)
    except ValueError:
        raise ValueError(f"{value!r} is not a valid integer.") from None
    if (info.min is not None and number < info.min) or (info.max is not None and number > info.max):
        raise ValueError(f"{number} is not in the range {info.min}<=x<={info.max}.")
    return number


__all__ = ["install"]
