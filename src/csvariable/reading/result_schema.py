"""The shape of a result (`compute --format json`), as JSON Schema: language, section 15."""

from typing import Any

from csvariable import SCHEMA_VERSION

_DECIMAL = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
_DECIMAL_OR_NULL = {"anyOf": [_DECIMAL, {"type": "null"}]}
_STEPS = {"type": "object", "additionalProperties": _DECIMAL_OR_NULL}
_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_CURRENCY = {"type": "string", "pattern": "^[A-Z]{3}$"}
_COUNT = {"type": "string", "pattern": r"^\d+(/\d+)?$"}
_WHOLE = {"type": ["string", "null"], "pattern": r"^-?\d+$"}
_A_HASH = "3b8f0c" + "0" * 58


def _key(title: str, description: str, shape: dict[str, Any], *examples: object) -> dict[str, Any]:
    """Return the schema of a key, with what is told of it."""
    shown = {"examples": list(examples)} if examples else {}
    return {"title": title, "description": description, **shape, **shown}


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return an object with these keys and no others, all there but the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _open(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    """Return an object that may have further keys."""
    return {"type": "object", "properties": properties, "required": list(required)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _file(words: str, path: str) -> dict[str, Any]:
    """Return the keys of a file that was read."""
    return {
        "path": _key("Path", words, _TEXT, path),
        "sha256": _key("Hash", "The SHA-256 of the bytes that were read.", _HASH, _A_HASH),
    }


_ROLE = _key("Role", "The id of the role; null without one.", _TEXT_OR_NULL, "senior")
_TEAM = _key("Team", "The team; null without one.", _TEXT_OR_NULL, "north")
_ALL_STEPS = _key(
    "Steps",
    "Every step of the calculation by its name, such as `nrr.payout`; null where it has no value.",
    _STEPS,
    {"nrr.payout": "1714.29", "earned": "2714.29"},
)
_REWARD = _object(
    {
        "bonus": _key("Bonus", "The id of the bonus that gives it.", _TEXT, "team-tshirt"),
        "item": _key("Item", "What is given, in words.", _TEXT, "T-shirt"),
        "quantity": _key("Quantity", "How many are given.", _DECIMAL, "1"),
        "value": _key("Value", "What it costs; null where it has no value.", _DECIMAL_OR_NULL, "25.00"),
    }
)
_NOTE = _open(
    {
        "kind": _key(
            "Kind", "What happened, as a word: `held`, `zero`, `at-target`, `reweighted`...", _TEXT, "held"
        ),
        "kpi": _key("KPI", "The KPI that it is said of, if it is of one.", _TEXT_OR_NULL, "nps"),
        "route": _key("Route", "The place in the plan that decides it.", _TEXT, "kpis.nps.missing"),
    },
    "kind",
)
_PART = _open({"role": _ROLE, "team": _TEAM, "steps": _ALL_STEPS}, "steps")
_CORRECTION = _object(
    {
        "amount": _key("Amount", "What is paid more, or less where it is below 0.", _DECIMAL, "-120.00"),
        "reason": _key("Reason", "Why it was corrected, in words.", _TEXT, "late cancellation"),
        "period": _key("Period", "The closed period that it corrects.", _TEXT, "2026-Q2"),
        "step": _key("Step", "The step that should have come to something else.", _TEXT, "nrr.payout"),
    }
)
_PERSON = _object(
    {
        "id": _key("Id", "The id of the files.", _TEXT, "ana"),
        "name": _key("Name", "The name; null where no file has one.", _TEXT_OR_NULL, "Ana Lima"),
        "role": _ROLE,
        "team": _TEAM,
        "target_incentive": _key(
            "Target incentive",
            "What is earned at 100 %; null in a plan without.",
            _DECIMAL_OR_NULL,
            "2500.00",
        ),
        "total": _key("Total", "What is paid, in money.", _DECIMAL, "2714.29"),
        "steps": _ALL_STEPS,
        "parts": _key(
            "Parts",
            "The rows of somebody with several, each with its steps.",
            _list(_PART),
            [{"role": "senior", "team": "north", "steps": {"nrr.payout": "571.43"}}],
        ),
        "corrections": _key(
            "Corrections",
            "What is paid or taken back for closed periods.",
            _list(_CORRECTION),
            [{"amount": "-120.00", "reason": "late cancellation", "period": "2026-Q2", "step": "nrr.payout"}],
        ),
        "rewards": _key(
            "Rewards",
            "What is given in kind.",
            _list(_REWARD),
            [{"bonus": "team-tshirt", "item": "T-shirt", "quantity": "1", "value": "25.00"}],
        ),
        "notes": _key(
            "Notes",
            "What is to be known of the pay: values that were missing, rows without presence.",
            _list(_NOTE),
            [{"kind": "held", "kpi": "nps", "route": "kpis.nps.missing"}],
        ),
    },
    optional=("parts", "corrections"),
)
_DIAGNOSTIC = _open(
    {
        "rule": _key("Rule", "The name of the rule, which `csvariable rule` explains.", _TEXT, "cliff"),
        "severity": _key(
            "Severity",
            "How grave it is: nothing is paid with an error.",
            {"enum": ["error", "warning", "advice"]},
        ),
        "message": _key(
            "Message", "What is said, in English.", _TEXT, "no example shows what this plan pays"
        ),
        "file": _key(
            "File", "The file that it stands in; null for the command line.", _TEXT_OR_NULL, "plan.yaml"
        ),
    },
    "rule",
    "severity",
    "message",
)
_INTERVAL = _object(
    {
        "level": _key("Level", "How certain it is, as a rate.", _DECIMAL, "0.95"),
        "low": _key("Low", "The lowest value that it holds.", _DECIMAL, "0.72"),
        "high": _key("High", "The highest value that it holds.", _DECIMAL, "0.91"),
    }
)
_MEASURE = _object(
    {
        "kpi": _key("KPI", "The KPI that was measured.", _TEXT, "nps"),
        "scope": _key("Scope", "Whose value it is.", {"enum": ["person", "team", "company"]}),
        "owner": _key("Owner", "The id of the person or of the team; `*` for the company.", _TEXT, "ana"),
        "value": _key("Value", "What it came to; null without a row.", _DECIMAL_OR_NULL, "0.86"),
        "numerator": _key("Numerator", "The top of the exact fraction.", _WHOLE, "43"),
        "denominator": _key("Denominator", "The bottom of the exact fraction.", _WHOLE, "50"),
        "n": _key("Rows", "How many rows it stands on, parts of rows in parts.", _COUNT, "50", "5/2"),
        "left_out": _key(
            "Left out",
            "How many rows were left out, by reason.",
            {"type": "object", "additionalProperties": _COUNT},
            {"filtered": "4"},
        ),
        "interval": _key(
            "Interval",
            "Between what the value lies, as certain as the plan asks.",
            _INTERVAL,
            {"level": "0.95", "low": "0.72", "high": "0.91"},
        ),
    },
    optional=("interval",),
)
_TOOL = {"name": "csvariable", "version": "0.1.0"}
_A_PLAN = {"path": "plan.yaml", "name": "CSM Europe", "sha256": _A_HASH}
_A_PERSON: dict[str, object] = {
    "id": "ana",
    "name": None,
    "role": None,
    "team": None,
    "target_incentive": "2500.00",
    "total": "2714.29",
    "steps": {"earned": "2714.29", "total": "2714.29"},
    "rewards": [],
    "notes": [],
}
_A_FILE = {"path": "kpis.csv", "sha256": _A_HASH, "rows": 20}
_SOME_TOTALS = {"payout": "8142.87", "rewards_value": "25.00", "target_incentive": "7500.00"}
_A_MEASURE: dict[str, object] = {
    "kpi": "nps",
    "scope": "person",
    "owner": "ana",
    "value": "40",
    "numerator": "200",
    "denominator": "5",
    "n": "5",
    "left_out": {"filtered": "4"},
}
_WRITER = _object(
    {
        "name": _key("Name", "Always `csvariable`.", {"const": "csvariable"}),
        "version": _key("Version", "The version that wrote the result.", _TEXT, "0.1.0"),
    }
)
_PAID_PLAN = _object(
    {
        **_file("The file of the plan, as it was named.", "plan.yaml"),
        "name": _key("Name", "The name of the plan.", _TEXT, "CSM Europe"),
    }
)
_FILE = _object(
    {
        **_file("The file, as it was named.", "kpis.csv"),
        "rows": _key("Rows", "How many rows it has.", {"type": "integer", "minimum": 0}, 20),
    }
)
_TOTALS = _object(
    {
        "payout": _key("Payout", "What everybody is paid together.", _DECIMAL, "8142.87"),
        "rewards_value": _key(
            "Rewards", "What rewards in kind cost together, beside the payout.", _DECIMAL, "25.00"
        ),
        "target_incentive": _key(
            "Target incentive", "What everybody would earn together at 100 %.", _DECIMAL, "7500.00"
        ),
    }
)
_RESULT = _object(
    {
        "schema_version": _key("Version of the schema", "Of what programs read.", {"const": SCHEMA_VERSION}),
        "tool": _key("Tool", "What wrote the result.", _WRITER, _TOOL),
        "plan": _key("Plan", "The plan that was paid.", _PAID_PLAN, _A_PLAN),
        "facts": _key("Facts", "The files that were read beside the plan.", _list(_FILE), [_A_FILE]),
        "period": _key("Period", "The period paid; null where none is named.", _TEXT_OR_NULL, "2026-Q3"),
        "currency": _key("Currency", "The ISO code of the currency of all amounts.", _CURRENCY, "EUR"),
        "people": _key("People", "Who is paid, in the order of the files.", _list(_PERSON), [_A_PERSON]),
        "totals": _key("Totals", "The sums over all people.", _TOTALS, _SOME_TOTALS),
        "measures": _key(
            "Measures",
            "What KPIs came to that the plan measures on raw rows.",
            _list(_MEASURE),
            [_A_MEASURE],
        ),
        "diagnostics": _key(
            "Problems",
            "Warnings and advice; with an error there is no result.",
            _list(_DIAGNOSTIC),
            [{"rule": "cliff", "severity": "advice", "message": "one step decides much", "file": None}],
        ),
    },
    optional=("measures",),
)


def result_schema() -> dict[str, Any]:
    """Return the schema of a result."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "csvariable result",
        "description": "What each person is paid, and how. Amounts and rates are exact decimals in text.",
        **_RESULT,
    }
