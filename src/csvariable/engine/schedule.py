"""The order in which steps of several programs run: a step waits for the rows it looks at."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence

from csvariable.kernel.formula import across
from csvariable.kernel.step import Step
from csvariable.plan import Role


def schedule(steps: Mapping[Role, Sequence[Step]]) -> Iterator[tuple[Role, Step]]:
    """Yield each role's steps in order, so that what a step reads across rows is done before.

    Raises ValueError where steps wait for one another: a plan cannot be written that does.
    """
    left = {role: deque(own) for role, own in steps.items()}
    undone = Counter(step.name for own in steps.values() for step in own)
    while left:
        count = undone.total()
        for role, own in left.items():
            while own and not any(name in undone for name in across(own[0].formula)):
                step = own.popleft()
                undone[step.name] -= 1
                if not undone[step.name]:
                    del undone[step.name]
                yield role, step
        left = {role: own for role, own in left.items() if own}
        if undone.total() == count and left:
            waiting = sorted(own[0].name for own in left.values())
            message = f"steps wait for one another: {', '.join(waiting)}"
            raise ValueError(message)
