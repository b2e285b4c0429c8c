"""What a plan can cost: least, most, at target and at threshold, for each person and in total."""

from csvariable.exposure.caps import Cap
from csvariable.exposure.costs import cost_of
from csvariable.exposure.limits import Open
from csvariable.exposure.spans import Exposure, PersonSpan, exposure

__all__ = ["Cap", "Exposure", "Open", "PersonSpan", "cost_of", "exposure"]
