"""Hypothesis strategies of valid plans, as text, with facts that stand on their bounds."""

from hypothesis import HealthCheck, Phase, settings

from .scenario import Scenario, renamings, scenarios, shifted

DRAWN = settings(
    phases=[Phase.generate],
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
"""The same plans in each run, drawn and not shrunk: they go to another program together."""

__all__ = ["DRAWN", "Scenario", "renamings", "scenarios", "shifted"]
