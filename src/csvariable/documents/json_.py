"""Results as JSON and JSON lines: neutral, versioned, every amount a string."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from csvariable.documents.clean import visible_json


def as_json(result: Mapping[str, Any]) -> str:
    """Return the whole result as one JSON object."""
    return visible_json(json.dumps(result, ensure_ascii=False, indent=1)) + "\n"


def as_jsonl(people: Sequence[Mapping[str, Any]]) -> str:
    """Return one JSON object a line and person."""
    return "".join(visible_json(json.dumps(person, ensure_ascii=False)) + "\n" for person in people)
