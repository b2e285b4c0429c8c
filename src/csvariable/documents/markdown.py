"""Results as a Markdown table, for a page or a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from csvariable.documents.clean import clean

_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~&"})


def escaped(text: str) -> str:
    """Return foreign text that Markdown shows as it is written."""
    return clean(text).translate(_SPECIAL).replace("\n", " ")


def as_markdown(result: Mapping[str, Any]) -> str:
    """Return a heading, a row a person and the total."""
    currency = result["currency"]
    lines = [
        f"# {escaped(result['plan']['name'])}" + (f" ({result['period']})" if result["period"] else ""),
        "",
        f"| Participant | Name | Target incentive ({currency}) | Payout ({currency}) | Rewards |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    lines += [_row(person) for person in result["people"]]
    totals = result["totals"]
    target = totals["target_incentive"]
    lines += [
        f"| **Total** | | {target} | **{totals['payout']}** | {totals['rewards_value']} |",
        "",
    ]
    return "\n".join(lines)


def _row(person: Mapping[str, Any]) -> str:
    rewards: Sequence[Mapping[str, str]] = person["rewards"]
    given = ", ".join(f"{reward['quantity']} × {escaped(reward['item'])}" for reward in rewards)
    name = escaped(person["name"] or "")
    target = person["target_incentive"] or ""
    return f"| {escaped(person['id'])} | {name} | {target} | {person['total']} | {given} |"
