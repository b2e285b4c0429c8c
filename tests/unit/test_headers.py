"""Headers: our names, French names, KPIs, marks; and ids that look alike."""

from __future__ import annotations

import pytest

from csvariable.facts.headers import (
    COLUMN_NAMES,
    Column,
    canonical,
    held_text,
    is_reserved,
    look_alike,
    match,
    suggest,
    without_mark,
)
from csvariable.tables.folding import fold
from csvariable.tables.marks import unit_of_header
from csvariable.tables.totals import is_total

KPIS = ("nrr", "frt", "nps-club", "my_kpi", "my-kpi")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("participant", "participant"),
        ("Matricule", "participant"),
        ("CSM_ID", "participant"),
        ("collaborateur", "participant"),
        ("Nom", "name"),
        ("Rôle", "role"),
        ("Ro\u0302le", "role"),
        ("ÉQUIPE", "team"),
        ("prime_cible", "target_incentive"),
        ("Target Incentive", "target_incentive"),
        ("salaire", "salary"),
        ("salaire annuel", "annual_salary"),
        ("OTE", "ote"),
        ("entrée", "entry"),
        ("date d\u2019entrée", "entry"),
        ("date_sortie", "exit"),
        ("ETP", "fte"),
        ("Temps de travail", "fte"),
        ("déjà-versé", "already_paid"),
        ("solde d'avance", "draw_balance"),
        ("Indicateur", "kpi"),
        ("valeur", "value"),
        ("objectif", "target"),
        ("n", "n"),
        ("numérateur", "numerator"),
        ("dénominateur", "denominator"),
        ("période", "period"),
        ("montant", "amount"),
        ("motif", "reason"),
    ],
)
def test_columns_in_both_languages(header: str, name: str) -> None:
    assert canonical(header, KPIS) == Column(name)


@pytest.mark.parametrize("name", sorted(COLUMN_NAMES - {"absence_days"}))
def test_every_canonical_name_names_itself(name: str) -> None:
    assert canonical(name, ()) == Column(name)
    assert is_reserved(name)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("NRR", Column("nrr", "nrr")),
        ("nrr (%)", Column("nrr", "nrr", reading="percent")),
        ("nrr %", Column("nrr", "nrr", reading="percent")),
        ("nrr [ % ]", Column("nrr", "nrr", reading="percent")),
        ("frt (h)", Column("frt", "frt", unit="hours")),
        ("FRT (min)", Column("frt", "frt", unit="minutes")),
        ("frt (jours)", Column("frt", "frt", unit="days")),
        ("NPS club", Column("nps-club", "nps-club")),
        ("my_kpi", Column("my_kpi", "my_kpi")),
        ("my-kpi", Column("my-kpi", "my-kpi")),
        ("my kpi", None),
        ("nrr.target", Column("nrr.target", "nrr", "target")),
        ("NRR . Cible (%)", Column("nrr.target", "nrr", "target", reading="percent")),
        ("nrr.plafond", Column("nrr.cap", "nrr", "cap")),
        ("nrr.poids", Column("nrr.weight", "nrr", "weight")),
        ("nrr.référence", Column("nrr.baseline", "nrr", "baseline")),
        ("nrr.numérateur", Column("nrr.numerator", "nrr", "numerator")),
        ("nrr.denominator", Column("nrr.denominator", "nrr", "denominator")),
        ("absence_days.sick", Column("absence_days.sick", None, "sick")),
        ("Absence.congé parental", Column("absence_days.congé parental", None, "congé parental")),
        ("value (%)", Column("value", reading="percent")),
        ("nrr.colour", None),
        ("csat.target", None),
        ("absence_days", None),
        ("absence.", None),
        ("frt (s)", Column("frt", "frt", unit="seconds")),
        ("frt (ms)", None),
        ("nrr (EUR)", Column("nrr", "nrr", currency="EUR")),
        ("nrr [\u20ac]", Column("nrr", "nrr", currency="EUR")),
        ("Salaire (\u20ac)", Column("salary", currency="EUR")),
        ("nrr (USD)", None),
        ("arr (EUR)", None),
        ("csat", None),
        ("%", None),
        ("", None),
    ],
)
def test_kpis_and_marks(header: str, column: Column | None) -> None:
    assert canonical(header, KPIS, (), "EUR") == column


def test_what_stands_before_a_sign() -> None:
    assert [without_mark(text) for text in ("frt (ms)", "nrr %", "frt")] == ["frt", "nrr", None]


def test_a_kpi_comes_before_a_column() -> None:
    assert canonical("Matricule", ("matricule",)) == Column("matricule", "matricule")


def test_an_id_beside_a_person_makes_the_person_a_name() -> None:
    found = match(["csm_id", "CSM", "nrr", "x"], KPIS)
    assert found.columns == (Column("participant"), Column("name"), Column("nrr", "nrr"), None)
    assert found.clashes == ()


def test_a_person_alone_is_the_participant() -> None:
    assert match(["CSM", "nrr"], KPIS).columns[0] == Column("participant")


def test_two_headers_of_one_column_clash() -> None:
    assert match(["nrr", "x", "NRR (%)", "y"], KPIS).clashes == ((0, 2),)
    assert match(["id", "matricule"], KPIS).clashes == ((0, 1),)
    assert match(["id", "csm", "nom"], KPIS).clashes == ((0, 1),)


def test_reserved_ids() -> None:
    assert is_reserved("equipe")
    assert is_reserved("csm")
    assert is_reserved("absence_days")
    assert not is_reserved("nrr")


def test_folding() -> None:
    assert fold("  Solde_d\u2019Avance ") == "solde d avance"


def test_suggestions() -> None:
    assert suggest("Tem", ["team", "target"]) == "team"
    assert suggest("prime cibble", ["prime_cible"]) == "prime_cible"
    assert suggest("weather", ["team"]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dana", "D\u0430na"),
        ("ana", "ANA"),
        ("ana lopez", "ana  lopez"),
        ("ana", "ana\u200b"),
        ("ﬁona", "fiona"),
        ("0065g00000AbCdEAAV", "0065g00000AbCdEaav"),
        ("O07", "007"),
        ("jean-luc", "jean\u2010luc"),
        ("ΑΝΝΑ", "ANNA"),
    ],
)
def test_o7_ids_that_look_alike(one: str, other: str) -> None:
    assert look_alike([one, "zoe", other, one, other]) == [(one, other)]


def test_ids_that_are_different() -> None:
    assert look_alike(["A0", "AO", "007", "7", "oil", "bob", "bob"]) == []
    assert look_alike(["oil", "011", "ab1o", "ab10", "a0o", "a00"]) == []


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("TOTAL", True),
        ("Sous-total :", True),
        ("Total général", True),
        ("the overall mean", True),
        ("Médiane", True),
        ("Sous-total EMEA", True),
        ("Subtotal of Paris", True),
        ("grand total (3 records)", True),
        ("Total Karim", False),
        ("total sum", False),
        ("grand", False),
        ("tota", False),
        ("", False),
    ],
)
def test_a_total_is_one_word_for_it_and_what_stands_before_such_a_word(name: str, *, total: bool) -> None:
    assert is_total(name) is total


@pytest.mark.parametrize(
    ("text", "held"), [('="007"', "007"), ('=""', ""), ("=007", None), ('="', None), ('"007"', None)]
)
def test_a_formula_holds_a_text(text: str, held: str | None) -> None:
    assert held_text(text) == held


def test_what_was_paid_of_a_bonus_is_a_column_of_the_plan_that_pays_it() -> None:
    declared = ("already_paid.club", "owed.club")
    assert canonical("Déjà versé. club", KPIS, declared) == Column("already_paid.club")
    assert canonical("reste dû.Club", KPIS, declared) == Column("owed.club")
    assert canonical("owed.nrr", KPIS, declared) is None


SHOWN = {"satisfied clients": "csat", "clients satisfaits": "csat", "first reply": "frt"}


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Satisfied clients", Column("csat", "csat")),
        ("CLIENTS SATISFAITS (%)", Column("csat", "csat", reading="percent")),
        ("clients satisfaits %", Column("csat", "csat", reading="percent")),
        ("First reply (min)", Column("frt", "frt", unit="minutes")),
        ("First reply (carrots)", None),
        ("First reply (EUR)", Column("frt", "frt", currency="EUR")),
        ("Clients", None),
    ],
)
def test_the_name_of_a_kpi_in_either_language_is_the_kpi(header: str, column: Column | None) -> None:
    assert match(["participant", header], ("csat", "frt"), (), SHOWN, "EUR").columns[1] == column


def test_a_kpi_by_its_name_clashes_with_its_id_and_gives_way_to_rows_that_name_theirs() -> None:
    assert match(["csat", "Satisfied clients"], ("csat",), (), SHOWN).clashes == ((0, 1),)
    assert match(["csat.target", "Satisfied clients"], ("csat",), (), SHOWN).columns[1] == Column(
        "csat", "csat"
    )
    assert match(["kpi", "value", "Satisfied clients"], ("csat",), (), SHOWN).columns[2] is None
    assert match(["Satisfied clients", "Clients satisfaits"], ("csat",), (), SHOWN).clashes == ((0, 1),)


@pytest.mark.parametrize(
    ("mark", "unit", "time"),
    [
        ("h", "h", "hours"),
        ("in hrs", "h", "hours"),
        ("en heures", "h", "hours"),
        ("mn", "min", "minutes"),
        ("in min", "min", "minutes"),
        ("In Days", "d", "days"),
        ("jours", "d", "days"),
        ("sec", "s", "seconds"),
        ("ms", "ms", None),
        ("in", None, None),
    ],
)
def test_a_unit_of_time_is_spelled_alike_in_facts_and_in_exports(
    mark: str, unit: str | None, time: str | None
) -> None:
    for header in (f"frt ({mark})", f"frt [ {mark} ]"):
        assert unit_of_header(header) == unit
        assert canonical(header, KPIS) == (None if time is None else Column("frt", "frt", unit=time))  # type: ignore[arg-type]


def test_a_unit_of_time_may_be_said_without_brackets_in_an_export() -> None:
    assert unit_of_header("Time in seconds to solve") == "s"
    assert unit_of_header("Handled (all), milliseconds") == "ms"
    assert unit_of_header("Handled (all)") is None
