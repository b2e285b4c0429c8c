"""Records: frozen dataclasses whose classes are made quickly.

The library's `dataclass(frozen=True, slots=True)` writes and compiles seven methods for each
class; a small run imports seventy such classes, which took a tenth of its time. Here only the
initialiser is written, the others are shared. For mypy, for `replace` and for `match` it is the
library's own dataclass; `__post_init__` and `init=False` are not offered.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

_ABSENT: Any = object()


def _record(*, frozen: bool, slots: bool = False, eq: bool = True) -> Callable[[type], Any]:
    """Make a class of unchanging values, as `dataclasses.dataclass` does with these words."""
    if not frozen:
        raise TypeError("a record never changes: write `dataclass` for what does")

    def made(written: type) -> Any:
        cls: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(written)
        fields = dataclasses.fields(cls)
        cls.__init__ = _initialiser(fields)
        cls.__repr__, cls.__reduce__ = _repr, _reduce
        cls.__setattr__ = cls.__delattr__ = _refuse
        compared = [one.name for one in fields if one.compare]
        if eq and compared:
            cls._compared = attrgetter(*compared)
            cls._hashed = attrgetter(*[one.name for one in fields if one.compare and one.hash is not False])
            cls.__eq__, cls.__hash__ = _equal, _hash
        return cls

    return made


if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    record = _record


def _initialiser(fields: tuple[dataclasses.Field[Any], ...]) -> Any:
    """Write `__init__`: a parameter for each field, in order, with its default."""
    scope: dict[str, Any] = {"put": object.__setattr__, "absent": _ABSENT}
    parameters, lines = ["self"], [" pass"]
    for field in fields:
        name = value = field.name
        if field.default_factory is not dataclasses.MISSING:
            scope[f"new_{name}"] = field.default_factory
            parameters.append(f"{name}=absent")
            value = f"new_{name}() if {name} is absent else {name}"
        elif field.default is not dataclasses.MISSING:
            scope[f"default_{name}"] = field.default
            parameters.append(f"{name}=default_{name}")
        else:
            parameters.append(name)
        lines.append(f" put(self, {name!r}, {value})")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), scope)  # noqa: S102 - names of fields
    return scope["__init__"]


def _equal(one: Any, other: Any) -> Any:
    if one.__class__ is not other.__class__:
        return NotImplemented
    return one._compared(one) == one._compared(other)  # noqa: SLF001 - of one class


def _hash(one: Any) -> int:
    return hash(one._hashed(one))  # noqa: SLF001 - of one class


def _repr(one: Any) -> str:
    shown = [f"{at.name}={getattr(one, at.name)!r}" for at in dataclasses.fields(one) if at.repr]
    return f"{type(one).__qualname__}({', '.join(shown)})"


def _reduce(one: Any) -> tuple[Any, ...]:
    return type(one), tuple([getattr(one, at.name) for at in dataclasses.fields(one)])


def _refuse(one: Any, name: str, *_value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"{name!r} of {type(one).__qualname__} cannot be changed")


__all__ = ["record"]
