"""The shape of a file of examples beside a plan: what stands under `examples` in a plan, and no more."""

from dataclasses import replace

from pydantic import Field
from pydantic_core import ValidationError

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace
from csvariable.plan.example import Example
from csvariable.plan.model import Model
from csvariable.reading.shape import parts_of
from csvariable.reading.translation import translated
from csvariable.text import Document


class Examples(Model):
    """A `*.cases.yaml`: examples by name."""

    examples: dict[str, Example] = Field(min_length=1)


def examples_problems(document: Document) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the shape of a file of examples; nothing in it is passed over."""
    try:
        Examples.model_validate(parts_of(document))
    except ValidationError as problem:
        return tuple(_in_file(one, document) for one in translated(problem, document).diagnostics)
    return ()


def _in_file(problem: Diagnostic, document: Document) -> Diagnostic:
    at = problem.at
    return replace(problem, at=replace(at, file=document.name)) if isinstance(at, PlanPlace) else problem
