"""Units that are counted in words: yes or no, and levels, the worst first (language, section 18.4)."""

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import Field

from csvariable.kernel.message import msg
from csvariable.kernel.unit import Unit
from csvariable.plan.model import apart
from csvariable.plan.values import UnitWord, problem

if TYPE_CHECKING:
    from csvariable.plan.named_level import NamedLevels
else:
    NamedLevels = apart("csvariable.plan.named_level:NamedLevels")

LEVEL: Final = "level"
LONGEST: Final = 40

Levels: TypeAlias = Annotated[
    NamedLevels | None,
    Field(
        default=None,
        title="Levels",
        description="The words of `unit: level`, from the worst to the best; each may be `{id, fr, en}`.",
        examples=[["below", "meets", "exceeds"]],
    ),
]


def unit_with(unit: UnitWord, levels: NamedLevels | None) -> Unit:
    """Return a unit, with its words where it is counted in words."""
    return Unit(unit) if levels is None else Unit(unit, tuple(level.word for level in levels))


def fitting(unit: UnitWord, levels: NamedLevels | None) -> None:
    """Raise unless a unit has levels where, and only where, it is counted in them."""
    if unit == LEVEL and levels is None:
        raise problem(
            "missing-key",
            msg("`unit: level` needs `levels`, such as `levels: [below, meets, exceeds]`, the worst first"),
        )
    if unit != LEVEL and levels is not None:
        raise problem("wrong-shape", msg("`levels` go with `unit: level`"))
    spellings = [{one.casefold() for one in level.word.spellings} for level in levels or ()]
    for at, mine in enumerate(spellings):
        for other in spellings[:at]:
            if both := sorted(mine & other):
                raise problem("wrong-shape", msg("two levels are called `{name}`", name=both[0]))
    for level in levels or ():
        if len(level.id) > LONGEST:
            raise problem("wrong-shape", msg("a level has at most {most} letters", most=LONGEST))
