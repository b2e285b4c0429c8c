"""The shape of a plan, and nothing else."""

from csvariable.plan.plan import Plan, Role

__all__ = ["Plan", "Role"]
