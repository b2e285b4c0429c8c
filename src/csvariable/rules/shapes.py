"""Manual pages of what is checked before the rules: the shape of a plan and of its values.

These problems come from reading the text and its fields, not from a module of their own.
"""

from typing import Final, NamedTuple

from csvariable.plan.curve import ALL_KINDS


class _Page(NamedTuple):
    says: str
    why: str
    fails: str
    passes: str


def _kpi(*lines: str) -> str:
    """Return the plan of one KPI, with some of its fields written otherwise."""
    return "kpis:\n  nrr:\n" + "".join(f"    {line}\n" for line in lines)


def _matrix(pays: str) -> str:
    axes = "rows: {of: nrr, from: [90 %]}, columns: {of: csat, from: [80 %]}"
    both = f"  both: {{weight: 100 %, unit: percent, matrix: {{{axes}, pays: {pays}}}}}"
    return f"kpis:\n  nrr: {{unit: percent}}\n  csat: {{unit: percent}}\n{both}\n"


def _measured(measure: str, source: str = "") -> str:
    """Return the plan of one KPI that is measured on answers."""
    columns = "columns: {score: {column: Answer, unit: score, range: [1, 5]}}"
    return (
        f"sources:\n  surveys: {{{source}participant: Agent, {columns}}}\n"
        f"kpis:\n  nrr:\n    weight: 100 %\n    unit: percent\n    measure: {measure}\n    {_CURVE}\n"
    )


_CURVE = "curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}"
_GOOD = _kpi("weight: 100 %", "unit: percent", _CURVE)

_PAGES: Final[dict[str, _Page]] = {
    "unknown-key": _Page(
        "Every key of a plan is a key of the language.",
        "A misspelt key that is ignored would change what is paid without a word.",
        _kpi("weigth: 100 %", "unit: percent", _CURVE),
        _GOOD,
    ),
    "missing-key": _Page(
        "A key that is required is there.",
        "Nothing that decides pay is guessed.",
        _kpi("weight: 100 %", _CURVE),
        _GOOD,
    ),
    "missing-value": _Page(
        "A key has a value.",
        "An empty value could mean 0, nothing, or that somebody was interrupted.",
        _kpi("weight: 100 %", "unit: percent", "target:", _CURVE),
        _GOOD,
    ),
    "wrong-word": _Page(
        "A word of a closed list is one of the list.",
        "The lists are short, and each word has one meaning.",
        _kpi("weight: 100 %", "unit: percents", _CURVE),
        _GOOD,
    ),
    "wrong-shape": _Page(
        "A list, a mapping or a value stands where one is due.",
        "A curve is a mapping with one list of points; one point is still a list.",
        _kpi("weight: 100 %", "unit: percent", "curve: {of: actual, lookup: {from: 90 %, pays: 100 %}}"),
        _GOOD,
    ),
    "empty-list": _Page(
        "A list of points is not empty.",
        "A curve without a point would pay nothing to anybody.",
        _kpi("weight: 100 %", "unit: percent", "curve: {of: actual, lookup: []}"),
        _GOOD,
    ),
    "empty-expect": _Page(
        "An example expects something.",
        "An example that expects nothing can never fail.",
        "examples:\n  on target: {given: {nrr: 100 %}, expect: {}}\n",
        "examples:\n  on target: {given: {nrr: 100 %}, expect: {total: 1000}}\n",
    ),
    "bare-rate": _Page(
        "A rate is written with its sign, `85 %`, or as a fraction of whole numbers, `1/3`.",
        "`0.85` and `85` could both mean 85 %, and one of them a factor of a hundred.",
        _kpi("weight: 1", "unit: percent", _CURVE),
        _GOOD,
    ),
    "wrong-number": _Page(
        "A number is written plainly: digits, a decimal point, no separators, no exponent.",
        "`2,500` is two thousand five hundred to some readers and two and a half to others.",
        "target_incentive: 2,500\n",
        "target_incentive: 2500\n",
    ),
    "too-many-decimals": _Page(
        "An amount has no more decimals than its currency.",
        "Nothing is rounded on reading: what cannot be paid is not written.",
        "target_incentive: 2500.005\n",
        "target_incentive: 2500.01\n",
    ),
    "negative-payment": _Page(
        "What is paid, and every factor, is 0 or more.",
        "Only adjustments, a carried year-to-date and repaid draws are negative.",
        _kpi("weight: 100 %", "unit: percent", "curve: {of: actual, lookup: [{from: 90 %, pays: -10 %}]}"),
        _GOOD,
    ),
    "other-currency": _Page(
        "Amounts are in the currency of the plan.",
        "Two currencies need a rate and a date, which a plan does not hold.",
        "target_incentive: 2500 USD\n",
        "target_incentive: 2500 EUR\n",
    ),
    "wrong-date": _Page(
        "A date is written year, month, day: `2026-07-01`.",
        "`01/07/2026` is the first of July or the seventh of January.",
        "review_by: 01/07/2026\n",
        "review_by: 2026-07-01\n",
    ),
    "wrong-flag": _Page(
        "Yes and no are written `true` and `false`.",
        "`yes`, `on` and `NO` are words to some readers of YAML and flags to others.",
        _kpi("weight: 100 %", "unit: percent", "leading: yes", _CURVE),
        _kpi("weight: 100 %", "unit: percent", "leading: true", _CURVE),
    ),
    "wrong-currency": _Page(
        "A currency is written as its code of three capital letters.",
        "A dollar is not the same amount everywhere; USD is.",
        "currency: euro\n",
        "currency: EUR\n",
    ),
    "wrong-version": _Page(
        "A plan says the version of the language: `csvariable: 1`.",
        "A later version may read the same words otherwise.",
        "csvariable: 2\nname: X\ncurrency: EUR\nperiod: month\nkpis: {nrr: {unit: percent}}\n",
        "csvariable: 1\nname: X\ncurrency: EUR\nperiod: month\nkpis: {nrr: {unit: percent}}\n",
    ),
    "wrong-id": _Page(
        "An id is a lower-case letter, then letters, digits, `_` or `-`, 40 characters at most.",
        "Ids are parts of routes and names of columns; what people read stands in `name`.",
        "bonuses:\n  Best Team: {pays: 100}\n",
        "bonuses:\n  best-team: {pays: 100}\n",
    ),
    "reserved-id": _Page(
        "An id is no word that steps or columns have already.",
        "A KPI called `total` could not be told from the total.",
        "bonuses:\n  total: {pays: 100}\n",
        "bonuses:\n  club: {pays: 100}\n",
    ),
    "one-kind": _Page(
        f"A curve has exactly one kind of {ALL_KINDS!s}.",
        "With two, it would be open which of them pays.",
        _kpi("weight: 100 %", "unit: percent", "curve: {of: actual}"),
        _GOOD,
    ),
    "one-bound": _Page(
        "A point has one bound; a condition at most one lower and one upper.",
        "The next point says where this one ends, so no gap and no overlap can be written.",
        _kpi(
            "weight: 100 %",
            "unit: percent",
            "curve: {of: actual, lookup: [{from: 80 %, below: 90 %, pays: 100 %}]}",
        ),
        _GOOD,
    ),
    "one-source": _Page(
        "A bonus has exactly one source: `pays`, `per`, `of`, `rank`, `gives` or `badge`.",
        "Two bonuses are two entries, each with a name of its own in the statement.",
        "bonuses:\n  club: {pays: 100, gives: {leave_days: 1}}\n",
        "bonuses:\n  club: {pays: 100}\n  rest: {gives: {leave_days: 1}}\n",
    ),
    "empty-condition": _Page(
        "A condition tests something.",
        "An empty one would always hold, and a gate would never close.",
        "gates:\n  quality: {when: {}, otherwise: {of: plan, times: 0 %}}\n",
        "gates:\n  quality: {when: {nrr: {from: 80 %}}, otherwise: {of: plan, times: 0 %}}\n",
    ),
    "matrix-shape": _Page(
        "A matrix has one list of rates for each row, and one rate in it for each column.",
        "A rate that is missing would shift all that follow.",
        _matrix("[[50 %, 100 %]]"),
        _matrix("[[50 %]]"),
    ),
    "open-gap": _Page(
        "What a preset or a KPI of the catalogue cannot know is written in the plan.",
        "A guess of the zone of an account, or of the answers that count, would pay another figure.",
        _measured("{use: catalog.csat-top-box, of: surveys, score: score}"),
        _measured("{use: catalog.csat-top-box, of: surveys, score: score, box: 4}"),
    ),
    "more-than-all": _Page(
        "A part of something is 100 % of it at most.",
        "More cannot be taken back from a pay than there is.",
        "corrections: {recover: 120 %}\n",
        "corrections: {recover: 20 %}\n",
    ),
    "unknown-gap": _Page(
        "What fills a KPI of the catalogue fills one of its gaps.",
        "A word that fills nothing would seem to say something that is not so.",
        _measured("{use: catalog.csat-top-box, of: surveys, score: score, box: 4, scale: 5}"),
        _measured("{use: catalog.csat-top-box, of: surveys, score: score, box: 4}"),
    ),
    "unknown-catalog-kpi": _Page(
        "A KPI that is used from the catalogue is there.",
        "Its formula decides what is paid.",
        _measured("{use: catalog.happiness, of: surveys}"),
        _measured("{use: catalog.csat-top-box, of: surveys, score: score, box: 4}"),
    ),
    "wrong-filling": _Page(
        "What fills the gaps of a KPI of the catalogue makes a measure.",
        "A gap for a source or a column takes a name, one for a bound a value.",
        _measured("{use: catalog.refund-rate, of: surveys, refunded: score, amount: ''}"),
        _measured("{share: surveys, that: {score: {from: 4}}}"),
    ),
    "password-in-plan": _Page(
        "No password stands in a plan.",
        "A plan is a text that many read; the driver of a database takes a password from its environment.",
        _measured("{count: surveys}", "table: {connect: 'postgres://me:secret@host/db', name: t}, "),
        _measured("{share: surveys, that: {score: {from: 4}}}"),
    ),
    "wrong-connection": _Page(
        "A database has an address with its kind.",
        "The kind says which driver is asked: `duckdb:///support.duckdb`, `postgres://host/name`.",
        _measured("{count: surveys}", "table: {connect: support, name: t}, "),
        _measured("{share: surveys, that: {score: {from: 4}}}"),
    ),
    "unknown-preset": _Page(
        "A preset is one of those that there are.",
        "It says how the files of a tool are read.",
        _measured("{count: surveys}", "preset: smoke-signals, "),
        _measured("{share: surveys, that: {score: {from: 4}}}"),
    ),
    "unknown-zone": _Page(
        "A time zone has a name of the list of zones.",
        "The zone decides on which day, and so in which period, something happened at midnight.",
        "zone: Paris\n",
        "zone: Europe/Paris\n",
    ),
    "wrong-column": _Page(
        "A measure reads a column of a source: `surveys.score`.",
        "Without its source nothing says in which file the column lies.",
        _kpi("weight: 100 %", "unit: minutes", "direction: lower", "measure: {mean: score}", _CURVE),
        _measured("{share: surveys, that: {score: {from: 4}}}"),
    ),
    "unknown-language": _Page(
        "A text is written alone, or in `fr` and `en`.",
        "Statements are printed in these two languages.",
        "name: {de: Plan}\n",
        "name: {fr: Plan, en: Plan}\n",
    ),
}


def _page(page: _Page) -> str:
    plans = f"```yaml\n# fails\n{page.fails}```\n\n```yaml\n# passes\n{page.passes}```\n"
    return f"{page.says}\n\n{page.why}\n\n{plans}"


TEXTS: Final[dict[str, str]] = {
    "yaml-syntax": "The file is YAML.",
    "duplicate-key": "A key stands once in a mapping; the second would silently win.",
    "duplicate-anchor": "An anchor (`&name`) is defined once.",
    "unknown-anchor": "An alias (`*name`) has an anchor (`&name`) before it.",
    "recursive-alias": "An alias does not contain itself.",
    "merge-key": "Merge keys (`<<`) are not part of the language: an alias of a whole value is.",
    "explicit-tag": "Tags (`!!float`, `!x`) are not part of the language: fields say how they are read.",
    "several-documents": "A file holds one plan.",
    "non-text-key": "A key is a text.",
    "non-breaking-space": "Lines are indented with ordinary spaces; word processors write others.",
    "control-character": "A plan holds no invisible characters.",
    "flow-comma": "Items of a list are separated by a comma and a space: `[0,5, 1,2]` has four.",
    "empty-file": "A plan is not empty.",
    "not-a-mapping": "A plan is a mapping that starts with `csvariable: 1`.",
    "not-utf-8": "A plan is UTF-8 text.",
    "too-deep": "A plan nests at most 50 levels.",
    "too-large": "A plan has at most 5 MiB.",
    "too-many-nodes": "A plan has at most 200,000 values, those that aliases repeat included.",
}
"""One sentence each: what they are about is YAML, not pay."""

PAGES: Final[dict[str, str]] = {name: _page(page) for name, page in _PAGES.items()} | TEXTS
