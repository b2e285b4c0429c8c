"""The same people once more, after a change of the plan or of their figures."""

from csvariable.engine.rerun.columns import Earlier
from csvariable.engine.rerun.run import rerun

__all__ = ["Earlier", "rerun"]
