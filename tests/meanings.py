"""Valid plans of the repository as texts, and what a part of a plan means whatever it was written as."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from csvariable.commands.validate import checked_text
from csvariable.kernel.quantity import Quantity

ROOT = Path(__file__).parents[1]
TEXTS = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for folder in ("plans", "examples", "tests/cases")
    for path in sorted((ROOT / folder).glob("*/plan.yaml"))
}
TEXTS = {
    name: text
    for name, text in TEXTS.items()
    if not any(one.severity == "error" for one in checked_text(text.encode(), name).problems)
}


def plain(value: Any) -> Any:
    """What a part of a plan means, whatever the text it was read from."""
    if isinstance(value, Quantity):
        return (value.value, value.kind, value.currency)
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return [plain(getattr(value, one.name)) for one in fields(value)]
    return value
