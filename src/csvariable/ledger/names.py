"""The names of the files of a ledger (ledger, section 1)."""

from __future__ import annotations

import hashlib
import re
from typing import Final

MANIFEST: Final = "manifest.json"
DIGEST: Final = "manifest.sha256"
RESULT: Final = "result.json"
STATE: Final = "state.json"
PLAN: Final = "plan.yaml"
LINES: Final = "lines.csv"
INPUTS: Final = "inputs"
PAYSLIPS: Final = "payslips"
CORRECTIONS: Final = "corrections"
DISPUTES: Final = "disputes"
LOCK: Final = ".lock"

LONGEST: Final = 120
"""Signs of the name of a payslip, its ending apart; file systems take 255 bytes."""

_PERIOD = re.compile(r"(?:19|2\d)\d\d(?:-(?:Q[1-4]|H[12]|0[1-9]|1[0-2]))?", re.ASCII)
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.ASCII)


def is_period(name: str) -> bool:
    """Whether a folder is called as a closed period is."""
    return _PERIOD.fullmatch(name) is not None


def payslip_name(person: str) -> str:
    """Return the file of a person's part."""
    return f"{PAYSLIPS}/{person_name(person)}.json"


def dispute_name(period: str, person: str, kpi: str) -> str:
    """Return the file of a dispute."""
    return f"{DISPUTES}/{period}-{person_name(person)}-{kpi}.json"


def person_name(person: str) -> str:
    """Return an id as a part of a file's name: one name for each id, on every file system."""
    data = person.encode("utf-8", "surrogatepass")
    signs = [
        chr(byte) if byte in _PLAIN or (byte == ord(".") and _inside(data, at)) else f"%{byte:02x}"
        for at, byte in enumerate(data)
    ]
    name = "".join(signs)
    if _RESERVED.match(name):
        name = f"%{data[0]:02x}{''.join(signs[1:])}"
    if len(name) > LONGEST:
        name = f"%{hashlib.sha256(data).hexdigest()}"
    return name


def _inside(data: bytes, at: int) -> bool:
    """Whether a dot stands alone between two other signs."""
    return 0 < at < len(data) - 1 and ord(".") not in {data[at - 1], data[at + 1]}


def input_name(kind: str, number: int, source: str | None = None, path: str = "") -> str:
    """Return where an input is kept: `inputs/kpis-1.csv`, `inputs/source-deals-1.xlsx`.

    People and adjustments are one file each. What the file was called gives its ending alone.
    """
    ending = next((one for one in ENDINGS if path.lower().endswith(one)), ENDINGS[0])
    of_source = "" if source is None else f"-{source}"
    return f"{INPUTS}/{kind}{of_source}{f'-{number}' if kind in NUMBERED else ''}{ending}"


ENDINGS: Final = (".csv", ".xlsx", ".parquet")
NUMBERED: Final = frozenset({"kpis", "late", "source"})
"""Kinds of input of which a run can have several."""


def correction_name(number: int) -> str:
    """Return the name of a correction: `0001`; numbers beyond 9999 grow longer."""
    return f"{number:04}"
