"""Results as a Markdown table, for a page or a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from csvariable.documents.clean import clean

_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~&"})


def escaped(text: str) -> str:
    """Return foreign text that Markdown shows as it is written."""
    return clean(text).translate(_SPECIAL).replace("\n", " ")


def as_markdown(
    result: Mapping[str, Any], said: Sequence[tuple[str, str]] = (), *, details: bool = False
) -> str:
    """Return a heading, a row a person and the total, then what is `said` of each person.

    With `details` a table of every step follows for each person.
    """
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
    if said:
        lines += [f"- {escaped(person)}: {escaped(note)}" for person, note in said] + [""]
    for person in result["people"] if details else ():
        lines += _steps(person)
    return "\n".join(lines)


def _steps(person: Mapping[str, Any]) -> list[str]:
    """Return the steps of a person, part by part where there are several."""
    name = person["name"]
    lines = [f"## {escaped(person['id'])}" + (f" ({escaped(name)})" if name else ""), ""]
    for number, part in enumerate([*person.get("parts", ()), person], 1):
        heading = f"Step of part {number}" if part is not person else "Step"
        lines += [f"| {heading} | Value |", "| --- | ---: |"]
        lines += [f"| {escaped(step)} | {value} |" for step, value in part["steps"].items()]
        lines.append("")
    return lines


def _row(person: Mapping[str, Any]) -> str:
    rewards: Sequence[Mapping[str, str]] = person["rewards"]
    given = ", ".join(f"{reward['quantity']} × {escaped(reward['item'])}" for reward in rewards)
    name = escaped(person["name"] or "")
    target = person["target_incentive"] or ""
    return f"| {escaped(person['id'])} | {name} | {target} | {person['total']} | {given} |"
