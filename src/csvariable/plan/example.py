"""An example in a plan: what is given, and what it must come to."""

from pydantic import Field

from csvariable.plan.model import Model
from csvariable.plan.values import Word


class Example(Model, title="Example"):
    """A worked example: what is given, and what must come out."""

    given: dict[str, Word] = Field(
        title="Given",
        description=(
            "Values of one person by name, written as in a file: KPIs, columns of the people file, `period`."
        ),
        examples=[{"nrr": "108 %"}],
    )
    expect: dict[str, Word] = Field(
        min_length=1,
        title="Expected",
        description=(
            "Steps by name, such as `nrr.payout` or `total`, each with the value that must come out."
        ),
        examples=[{"nrr.payout": "1714.29"}],
    )
