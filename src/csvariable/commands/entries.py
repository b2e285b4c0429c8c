"""The folders of a ledger before they are written: their files, and the manifest that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from csvariable import __version__
from csvariable.commands.revision import repository_of
from csvariable.documents.formats.json_ import as_json
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.ledger.closed import Ledger
from csvariable.ledger.closing import family_of
from csvariable.ledger.manifest import KeptFile, Manifest, digest, digest_file
from csvariable.ledger.names import DIGEST, MANIFEST, PLAN, RESULT, STATE, input_name, payslip_name
from csvariable.ledger.opening import unpaid
from csvariable.ledger.replay import RunFile
from csvariable.ledger.state import State, state_of
from csvariable.tables.written import HowWritten
from csvariable.time.period import parse_period


def entry(manifest: Manifest, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a folder with the manifest that names them."""
    whole = replace(manifest, files={name: digest(data) for name, data in files.items()})
    text = as_json(whole.data()).encode()
    return {**files, MANIFEST: text, DIGEST: digest_file(digest(text))}


def kept(
    files: Sequence[RunFile], *, inputs: bool
) -> tuple[KeptFile, tuple[KeptFile, ...], dict[str, bytes]]:
    """Return how a manifest names plan and inputs, and the files that are kept of them."""
    plan, rest = files[0], files[1:]
    found: dict[str, bytes] = {PLAN: plan.data}
    named: list[KeptFile] = []
    for one in rest:
        number = 1 + sum(other.role == one.role for other in named)
        name = input_name(one.kind, number, one.source, one.name)
        if inputs:
            found[name] = one.data
        named.append(KeptFile(one.kind, name if inputs else None, one.name, digest(one.data), one.source))
    return KeptFile("plan", PLAN, plan.name, digest(plan.data)), tuple(named), found


def period_files(  # noqa: PLR0917 - all that a period is closed from
    ledger: Ledger,
    files: Sequence[RunFile],
    result: Mapping[str, Any],
    results: Results,
    plans: Plans,
    reading: HowWritten,
    *,
    keep: bool = True,
) -> dict[str, bytes]:
    """Return the files of the folder of a period that is closed now; `keep` the files of the run."""
    plan = plans.base
    period = parse_period(result["period"], plan)
    named, rest, texts = kept(files, inputs=keep)
    manifest = Manifest(
        kind="period",
        period=period.text,
        first_day=period.first,
        last_day=period.last,
        family=family_of(plan),
        version=__version__,
        plan=named,
        git=repository_of(Path(named.path)),
        inputs=rest,
        reading=reading,
        before=ledger.last.link if ledger.periods else None,
        corrections=tuple(one.link for one in unpaid(ledger)),
        after=None,
        reason="",
        files={},
    )
    accounts = account_files(result, state_of(results, plans))
    return entry(manifest, {**texts, **accounts, **payslips(result)})


def account_files(result: Mapping[str, Any], state: State, inside: str = "") -> dict[str, bytes]:
    """Return result and state as files."""
    return {
        f"{inside}{RESULT}": as_json(result).encode(),
        f"{inside}{STATE}": as_json(state.data(result["currency"])).encode(),
    }


def payslips(result: Mapping[str, Any]) -> dict[str, bytes]:
    """Return each person's part as a file of its own, that says which plan and period it is of."""
    head = {key: result[key] for key in ("schema_version", "tool", "plan", "period", "currency")}
    return {payslip_name(one["id"]): as_json({**head, "person": one}).encode() for one in result["people"]}
