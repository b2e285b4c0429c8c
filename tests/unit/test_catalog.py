"""The KPI catalogue: each definition gives the value of its worked example, and asks for what is open."""

from __future__ import annotations

import json
from fractions import Fraction as F

import pytest
from engine import plans_of
from measuring import measured

from csvariable.catalog.definition import as_kind
from csvariable.catalog.entry import CatalogKpi, Gap, entry, ids
from csvariable.cli import run
from csvariable.kernel.quantity import read_quantity
from csvariable.speech.catalog_pages import block
from csvariable.speech.catalogue import in_catalog

HEAD = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
proration: none
sources:
  rows:
    file: rows.csv
    participant: owner
    date: date
"""
BOUNDS = {"percent": "50 %", "days": "5 d", "hours": "5 h", "minutes": "5 min"}


def plan_of(kpi: CatalogKpi) -> str:
    """A plan that pays the KPI as the page shows it."""
    columns = ""
    for name, said in kpi.example.columns.items():
        assert isinstance(said, dict)
        keys = ", ".join(
            f"{key}: {value if isinstance(value, str) else '[' + ', '.join(value) + ']'}"
            for key, value in said.items()
        )
        columns += f"      {name}: {{column: {name}, {keys}}}\n"
    sources = HEAD + (f"    columns:\n{columns}" if columns else "")
    side = "up_to" if kpi.direction == "lower" else "from"
    curve = f"{{of: actual, lookup: [{{{side}: {BOUNDS.get(kpi.unit, '1')}, pays: 100 %}}]}}"
    return sources + block(kpi) + f"    weight: 100 %\n    missing: zero\n    curve: {curve}\n"


@pytest.mark.parametrize("name", ids())
def test_a_definition_gives_the_value_of_its_worked_example(name: str) -> None:
    kpi = entry(name)
    found = measured(plan_of(kpi), {"rows": [kpi.example.rows]}, people="participant\nana\n")
    value = found.of(kpi.id, "ana")
    wanted = read_quantity(kpi.example.value)
    assert (value.value, value.n) == (wanted.value, F(kpi.example.n))


def refusal(measure: str) -> list[str]:
    plan = HEAD + f"kpis:\n  x:\n    unit: percent\n    weight: 100 %\n    measure: {measure}\n"
    plan += "    curve: {of: actual, lookup: [{from: 50 %, pays: 100 %}]}\n"
    plans, problems = plans_of(plan)
    assert plans is None
    return [f"{one.rule}: {one.message}" for one in problems if one.severity == "error"]


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("{use: catalog.happiness}", "unknown-catalog-kpi: the catalogue has no KPI `happiness`"),
        ("{use: nps}", "unknown-catalog-kpi: the catalogue has no KPI `nps`"),
        (
            "{use: catalog.csat-top-box, of: rows}",
            "open-gap: `csat-top-box` leaves open what a plan has to say: `score`, `box`",
        ),
        (
            "{use: catalog.grr, of: rows, open: o, close: c, base: all, win-back: lost}",
            "open-gap: `grr` leaves open what a plan has to say: `base` (`total` or `renewable`)",
        ),
        (
            "{use: catalog.response-rate, of: rows, answered: answered, box: 4}",
            "unknown-gap: `response-rate` has no gap `box`; its gaps are `of`, `answered`",
        ),
    ],
)
def test_what_is_left_open_or_strange_is_told(measure: str, said: str) -> None:
    assert any(one.startswith(said) for one in refusal(measure)), refusal(measure)


def test_no_definition_is_unknown() -> None:
    assert len(ids()) >= 40
    with pytest.raises(KeyError):
        entry("happiness")


def test_the_catalogue_is_read_in_the_terminal_in_two_languages(capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str) -> str:
        assert run(["catalog", *words]) == 0
        return capsys.readouterr().out

    assert len(said().splitlines()) == len(ids())
    assert "Gross revenue retention" in said("grr")
    assert "Formule\u00a0: somme du plus petit" in said("grr", "--lang", "fr")
    assert (
        json.loads(said("grr", "-f", "json"))["gaps"][3]["choices"]["total"] == "every account of the start"
    )
    assert [one["id"] for one in json.loads(said("--format", "json", "--lang", "fr"))] == ids()
    assert said("first-response-p90", "-f", "yaml").startswith("kpis:\n  first-response-p90:")
    assert run(["catalog", "ngr"]) == 2
    assert "the catalogue has no KPI `ngr`" in capsys.readouterr().err


def test_a_wrong_filling_is_told_with_its_reason() -> None:
    assert refusal("{use: catalog.csat-top-box, of: rows, score: score, box: high}") != []
    found = refusal("{use: catalog.csat-mean, of: '', score: score}")
    assert any("what fills the gaps of `csat-mean` makes no measure" in one for one in found)


def test_every_sentence_of_the_catalogue_is_there_in_french() -> None:
    kept = {"Net Promoter Score", "100 × (answers of 9 and 10 - answers of 0 to 6) / answers"}
    english = {text for name in ids() for text in entry(name).texts()}
    assert {text for text in english if in_catalog(text, "fr") == text} <= kept


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_definition_has_its_page(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    for one in ids():
        assert run(["catalog", one, "--lang", language]) == 0
        page = capsys.readouterr().out
        colon = {"en": ":", "fr": "\N{NO-BREAK SPACE}:"}[language]
        assert page.startswith(f"{one}{colon} {in_catalog(entry(one).name, language)}\n===")


def test_a_definition_that_lacks_a_field_is_refused_and_only_its_name_is_where_it_stands() -> None:
    assert as_kind(Gap, {"is": "column", "asks": "who"}, "of") == Gap("of", "who", "column")
    with pytest.raises(TypeError, match="asks"):
        as_kind(Gap, {"is": "column"}, "of")
