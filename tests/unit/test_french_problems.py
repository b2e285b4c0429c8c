"""Problems in French: every sentence has one, nothing is left half in English, programs see no change."""

from __future__ import annotations

from pathlib import Path

import pytest
from readers import ROOT
from sentences import not_french

from csvariable import rules
from csvariable.cli import run
from csvariable.documents.problems import render
from csvariable.kernel.diagnostic import (
    CellPlace,
    Diagnostic,
    FilePlace,
    Label,
    PlanPlace,
    TextPlace,
    error,
    warning,
)
from csvariable.kernel.message import msg
from csvariable.reading import read
from csvariable.rules.manual import examples, whole
from csvariable.text import parse

# ------------------------------------------------------------------------- what the rules say


@pytest.mark.parametrize("name", rules.names())
def test_the_examples_of_a_rule_are_told_in_french(name: str) -> None:
    for _, text in examples(rules.page(name) or ""):
        document, problems = parse(whole(text), "plan.yaml")
        found = (*problems, *(read(document).diagnostics if document is not None else ()))
        assert not_french(found) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("plans/*/plan.yaml")), ids=lambda path: path.parent.name)
def test_what_is_said_of_the_templates_is_told_in_french(path: Path) -> None:
    document, problems = parse(path.read_bytes(), "plan.yaml")
    assert document is not None
    assert not_french((*problems, *read(document).diagnostics)) == []


# ------------------------------------------------------------------------------- what is shown

PLAN = "csvariable: 1\nname: P\n"


def shown(*problems: Diagnostic, form: str = "text") -> str:
    document, _ = parse(PLAN, "plan.yaml")
    assert document is not None
    return render(problems, {"plan.yaml": document}, form, language="fr")


def test_a_problem_in_french() -> None:
    here, there = PlanPlace(("name",)), PlanPlace(("csvariable",))
    labels = (Label(there, msg("the other value")), Label(FilePlace("kpis.csv"), msg("first here")))
    problem = error(
        "bare-rate", msg("this value cannot be read"), here, also=labels, help=msg("leave it out")
    )
    assert shown(problem) == (
        "erreur[bare-rate]\u00a0: cette valeur ne peut pas être lue\n"
        " --> plan.yaml:2:7\n"
        "  |\n"
        "1 | csvariable: 1\n"
        "  |             - l’autre valeur\n"
        "2 | name: P\n"
        "  |       ^\n"
        "  = note\u00a0: kpis.csv: d’abord ici\n"
        "  = aide\u00a0: retirez-le\n"
        "\n"
        "1 erreur dans 1 fichier.\n"
    )


def test_the_count_and_the_places_in_french() -> None:
    cell = CellPlace("kpis.csv", 3, 4, "nrr", "x")
    text = shown(
        error("a", msg("`{text}` is not a number", text="x"), cell, fix={("name",): "Q"}),
        warning("b", msg("no own sentence"), FilePlace("")),
        warning("c", msg("the file is empty"), TextPlace("plan.yaml", 1, 1, 1, 2)),
    )
    assert "erreur[a]\u00a0: `x` n’est pas un nombre\n --> kpis.csv:3:4\n" in text
    assert "^ colonne `nrr`\n" in text
    assert "avertissement[b]\u00a0: no own sentence\n --> ligne de commande\n" in text
    assert text.endswith("1 erreur, 2 avertissements dans 2 fichiers. --fix peut en corriger 1.\n")


def test_the_concise_form_in_french() -> None:
    problems = (
        error("a", msg("the file is empty"), FilePlace("")),
        error("b", msg("the file is empty"), FilePlace("f")),
    )
    assert shown(*problems, form="concise") == (
        "ligne de commande: a: le fichier est vide\nf: b: le fichier est vide\n"
    )


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_programs_read_english_always(form: str) -> None:
    problem = error("a", msg("the file is empty"), FilePlace("f"), help=msg("leave it out"))
    assert render([problem], {}, form, language="fr") == render([problem], {}, form)


# ------------------------------------------------------------------------------- the commands


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text("csvariable: 1\nname: P\nname: Q\n", "utf-8")
    Path("kpis.csv").write_text("participant,a\nana,1 %\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        "validate plan.yaml",
        "validate plan.yaml --format concise",
        "test plan.yaml",
        "compute plan.yaml kpis.csv",
        "compute plan.yaml kpis.csv --format json",
        "explain plan.yaml kpis.csv --csm ana",
        "simulate plan.yaml kpis.csv",
        "diff plan.yaml plan.yaml",
        "budget plan.yaml",
        "routes plan.yaml",
    ],
)
@pytest.mark.usefixtures("folder")
def test_each_command_tells_problems_in_the_language_of_the_reader(
    arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*more: str) -> str:
        run([*arguments.split(), *more])
        said = capsys.readouterr()
        return said.out + said.err

    assert "the key `name` is given twice" in told()
    assert "the key `name` is given twice" in told("--lang", "en")
    assert "la clé `name` est donnée deux fois" in told("--lang", "fr")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "la clé `name` est donnée deux fois" in told()
    assert "the key `name` is given twice" in told("--lang", "en")
