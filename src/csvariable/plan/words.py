"""Units that are counted in words: yes or no, and levels, the worst first (language, section 18.4)."""

from typing import Annotated, Any, Final, TypeAlias

from pydantic import BeforeValidator, Field

from csvariable.kernel.message import msg
from csvariable.kernel.unit import LevelWord, Unit
from csvariable.plan.model import Model
from csvariable.plan.patterns import LANGUAGES
from csvariable.plan.values import UnitWord, Word, problem
from csvariable.text import Scalar

LEVEL: Final = "level"
LONGEST: Final = 40


class NamedLevel(Model, title="Level"):
    """A level: the word that the plan names it by, and what readers are shown."""

    id: Word = Field(
        title="Id", description="The word that curves, conditions and files name it by.", examples=["meets"]
    )
    fr: Word | None = Field(
        default=None, title="French", description="What French readers are shown.", examples=["atteint"]
    )
    en: Word | None = Field(
        default=None, title="English", description="What English readers are shown.", examples=["meets"]
    )

    @property
    def word(self) -> LevelWord:
        """The word, with its names."""
        names = ((language, getattr(self, language)) for language in LANGUAGES)
        return LevelWord(self.id, tuple((language, name) for language, name in names if name is not None))


def _named(value: Any) -> Any:
    return {"id": value} if isinstance(value, Scalar) else value


Levels: TypeAlias = Annotated[
    Annotated[
        tuple[
            Annotated[NamedLevel, BeforeValidator(_named, json_schema_input_type=Word | NamedLevel)],
            ...,
        ],
        Field(min_length=2),
    ]
    | None,
    Field(
        default=None,
        title="Levels",
        description="The words of `unit: level`, from the worst to the best; each may be `{id, fr, en}`.",
        examples=[["below", "meets", "exceeds"]],
    ),
]


def unit_with(unit: UnitWord, levels: tuple[NamedLevel, ...] | None) -> Unit:
    """Return a unit, with its words where it is counted in words."""
    return Unit(unit) if levels is None else Unit(unit, tuple(level.word for level in levels))


def fitting(unit: UnitWord, levels: tuple[NamedLevel, ...] | None) -> None:
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
