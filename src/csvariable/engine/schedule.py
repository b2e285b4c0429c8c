"""The order in which steps of several programs run: a step waits for the rows it looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from csvariable.kernel.formula import across
from csvariable.kernel.step import Step

Role: TypeAlias = str | None


def schedule(steps: Mapping[Role, Sequence[Step]]) -> Iterator[tuple[Role, Step]]:
    """Yield each role's steps in order, so that what a step reads across rows is done before.

    Raises ValueError where steps wait for one another: a plan cannot be written that does.
    """
    left = {role: list(own) for role, own in steps.items()}
    done: dict[Role, set[str]] = {role: set() for role in steps}
    names = {role: {step.name for step in own} for role, own in steps.items()}

    def ready(step: Step) -> bool:
        return all(
            name in done[role] for name in across(step.formula) for role in steps if name in names[role]
        )

    while any(left.values()):
        moved = False
        for role, own in left.items():
            while own and ready(own[0]):
                step = own.pop(0)
                done[role].add(step.name)
                moved = True
                yield role, step
        if not moved:
            waiting = sorted(own[0].name for own in left.values() if own)
            message = f"steps wait for one another: {', '.join(waiting)}"
            raise ValueError(message)
