"""The shape of a plan, and nothing else."""

from csvariable.plan.plan import Plan

__all__ = ["Plan"]
