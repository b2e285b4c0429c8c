"""What a plan can cost: least, most, at target and at threshold, for each person and in total."""

from csvariable.exposure.limits import Cap, Open
from csvariable.exposure.spans import Exposure, PersonSpan, exposure
from csvariable.exposure.totals import cost_of

__all__ = ["Cap", "Exposure", "Open", "PersonSpan", "cost_of", "exposure"]
