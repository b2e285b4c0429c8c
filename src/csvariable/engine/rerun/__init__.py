"""The same people once more, after a change of the plan or of their figures."""

from csvariable.engine.rerun.beside import OthersAsTheyWere
from csvariable.engine.rerun.columns import Earlier
from csvariable.engine.rerun.exact import again, unmet
from csvariable.engine.rerun.reach import Affected, Programs, affected, asks_others, counts_once
from csvariable.engine.rerun.run import rerun

__all__ = [
    "Affected",
    "Earlier",
    "OthersAsTheyWere",
    "Programs",
    "affected",
    "again",
    "asks_others",
    "counts_once",
    "rerun",
    "unmet",
]
