"""A further column of people, which rules of a plan may read."""

from typing import Self, TypeAlias

from pydantic import Field, model_validator

from csvariable.kernel.unit import Unit
from csvariable.plan.ids import Id
from csvariable.plan.model import Model
from csvariable.plan.shared import Name
from csvariable.plan.values import UnitWord
from csvariable.plan.words import Levels, fitting, unit_with


class DeclaredColumn(Model, title="Column"):
    """An extra column of the people file that conditions may read."""

    unit: UnitWord = Field(title="Unit", description="What its values are counted in.")
    levels: Levels = None
    name: Name = None

    @model_validator(mode="after")
    def _levels(self) -> Self:
        fitting(self.unit, self.levels)
        return self

    @property
    def measured_in(self) -> Unit:
        """The unit of its values."""
        return unit_with(self.unit, self.levels)


DeclaredColumns: TypeAlias = dict[Id, DeclaredColumn]
"""The columns that a plan declares."""
