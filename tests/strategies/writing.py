"""Plans as YAML text and rows as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

Rows = list[dict[str, str]]


def to_yaml(plan: dict[str, Any]) -> str:
    """A plan, its sections in block style and what is inside in flow style."""
    lines: list[str] = []
    for key, value in plan.items():
        if isinstance(value, dict) and key in {
            "kpis",
            "gates",
            "modifiers",
            "bonuses",
            "pool",
            "roles",
            "objectives",
        }:
            lines.append(f"{key}:")
            for name, inner in value.items():
                lines.append(f"  {name}:")
                lines += [f"    {_key(one)}: {_flow(part)}" for one, part in inner.items()]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    return "null" if value is None else str(value)


def headers(rows: Rows) -> list[str]:
    """The columns of rows, in order of first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row))


def to_csv(rows: Rows, *, columns: list[str] | None = None, delimiter: str = ",", end: str = "\n") -> bytes:
    """Rows as the bytes of a CSV file."""
    out = io.StringIO(newline="")
    names = columns if columns is not None else headers(rows)
    writer = csv.DictWriter(out, names, delimiter=delimiter, lineterminator=end, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
