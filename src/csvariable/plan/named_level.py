"""The levels of a measure that is counted in words, as written (language, section 18.4)."""

from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from csvariable.kernel.unit import LevelWord
from csvariable.plan.model import Model
from csvariable.plan.patterns import LANGUAGES
from csvariable.plan.values import Word
from csvariable.text import Scalar


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


NamedLevels: TypeAlias = Annotated[
    tuple[
        Annotated[NamedLevel, BeforeValidator(_named, json_schema_input_type=Word | NamedLevel)],
        ...,
    ],
    Field(min_length=2),
]
