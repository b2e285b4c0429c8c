"""Hypothesis strategies of valid plans, as text, with facts that stand on their bounds."""

from .scenario import Scenario, renamings, scenarios, shifted

__all__ = ["Scenario", "renamings", "scenarios", "shifted"]
