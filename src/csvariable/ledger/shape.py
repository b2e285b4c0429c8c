"""Whether what was read of a file is a result, as this version writes and reads results."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from csvariable import SCHEMA_VERSION
from csvariable.kernel.message import Message, msg


def newer_schema(found: Any) -> Message | None:
    """Return how a result says that a newer version wrote it; None where it does not."""
    version = found.get("schema_version") if isinstance(found, dict) else None
    if not isinstance(version, int) or version <= SCHEMA_VERSION:
        return None
    return msg(
        "the result is of schema {version}, and this csvariable reads schema {own}",
        version=version,
        own=SCHEMA_VERSION,
    )


def is_result(found: Any) -> bool:
    """Whether a result is of the schema that is read, with everything that is read of it as it is written."""
    try:
        return (
            (type(found["schema_version"]), found["schema_version"]) == (int, SCHEMA_VERSION)
            and isinstance(found["currency"], str)
            and all(_is_person(one) for one in found["people"])
            and all(_is_number(found["totals"][name]) for name in ("payout", "rewards_value"))
            and len({one["id"] for one in found["people"]}) == len(found["people"])
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def _is_person(one: Mapping[str, Any]) -> bool:
    texts = [one["id"], *(one[name] or "" for name in ("name", "role", "team"))]
    numbers = [one["total"], one["target_incentive"] or "0", *one["steps"].values()]
    numbers += [text for part in one.get("parts", ()) for text in part["steps"].values()]
    numbers += [text for reward in one["rewards"] for text in (reward["quantity"], reward["value"])]
    texts += [text for reward in one["rewards"] for text in (reward["bonus"], reward["item"])]
    texts += [text for note in one["notes"] for text in (note["kind"], note["kpi"] or "")]
    for line in one.get("corrections", ()):
        texts += [line["reason"], line["period"], line["step"]]
        numbers.append(line["amount"])
    return all(isinstance(text, str) for text in texts) and all(map(_is_number, numbers))


def _is_number(text: object) -> bool:
    """Whether a text is an exact decimal; a wrong one raises."""
    return isinstance(text, str) and Fraction(text) is not None
