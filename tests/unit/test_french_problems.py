"""Problems in French: every sentence has one, nothing is left half in English, programs see no change."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, strategies as st
from readers import ROOT
from sentences import GAP, english_in, not_french, sentences

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
from csvariable.reading import read
from csvariable.rules.manual import examples, whole
from csvariable.speech.problems import french, in_language, pairs
from csvariable.text import parse

PUT_TOGETHER = {
    *(f"{GAP} {what}{s}" for what in ("list", "row", "rate", "column") for s in ("", "s")),
    f"{GAP} to any",
    f"any to {GAP}",
}
"""Entries for what the source joins from words: a count and its noun, two ends of a range."""


def gaps(sentence: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def bare(sentence: str) -> str:
    """An English sentence of the catalogue as the source has it."""
    parts = Formatter().parse(sentence)
    return "".join(words + (GAP if name is not None else "") for words, name, _, _ in parts)


KNOWN = {bare(english): told for english, told in pairs()}


# ------------------------------------------------------------------------------- the catalogue


def test_each_sentence_of_the_source_has_its_french() -> None:
    lacking = [
        f"{place}: {text.replace(GAP, '{}')!r}"
        for text, place in sentences().items()
        if text not in KNOWN and GAP + text not in KNOWN
    ]
    assert not lacking, "\n".join(["write the French of these in src/csvariable/words/french:", *lacking])


def test_both_languages_have_the_same_gaps() -> None:
    for english, told in pairs():
        assert gaps(english) == gaps(told), english
        kinds = {kind for _, name, kind, _ in Formatter().parse(english) if name is not None}
        assert kinds <= {"", "said", "word", "free"}, english
        assert not any(kind for _, _, kind, _ in Formatter().parse(told)), told


def test_no_french_sentence_holds_english_words() -> None:
    words = (re.sub(r"\{\w+\}", "", told) for _, told in pairs())
    assert [told for told in words if english_in(told)] == []


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


@pytest.mark.parametrize(
    ("english", "told"),
    [
        (
            "a rate needs its sign: `85` could mean 85 % or 85 times the whole",
            "un taux s’écrit avec son signe\u00a0: `85` peut se lire 85 % ou 85 fois le tout",
        ),
        (
            "the weights add up to 90 %, not 100 %",
            "la somme des poids est 90 %, pas 100 %",
        ),
        ("raise them by 10 points in all", "relevez-les de 10 points en tout"),
        (
            "unknown key `weigth`, did you mean `weight`?",
            "clé inconnue `weigth`, vouliez-vous dire `weight`\u00a0?",
        ),
        (
            "`percents` is not one of `percent`, `points` or `days`; did you mean `percent`?",
            (
                "`percents` n’est pas un des mots possibles\u00a0: `percent`, `points` ou `days`\u00a0; "
                "vouliez-vous dire `percent`\u00a0?"
            ),
        ),
        (
            (
                "a bonus has one source: `pays`, `per`, `of`, `rank`, `gives` or `badge`; "
                "here stand `gives` and `pays`"
            ),
            (
                "un bonus a une seule source\u00a0: `pays`, `per`, `of`, `rank`, `gives` ou `badge`\u00a0; "
                "il y a ici `gives` et `pays`"
            ),
        ),
        (
            (
                "role `junior`: scenario `half and half`: "
                "lower is better for `churn`: this condition asks for the bad side"
            ),
            (
                "rôle `junior`\u00a0: scénario `half and half`\u00a0: "
                "pour `churn`, le plus bas est le mieux\u00a0: cette condition demande le mauvais côté"
            ),
        ),
        (
            "`5` stands where a percentage such as `90 %` is due: `nrr` is in percent",
            "`5` se trouve là où il faut un pourcentage comme `90 %`\u00a0: `nrr` est en pourcentage",
        ),
        (
            "`2025` is a year, and the plan is paid by the quarter: write `--period 2025-Q1`",
            (
                "`2025` n’est pas de la bonne durée (année), le plan paie par trimestre\u00a0: "
                "écrivez `--period 2025-Q1`"
            ),
        ),
        (
            "2 columns are not used: `usage`, `nrrr` (did you mean `nrr`?)",
            "2 colonnes ne sont pas utilisées\u00a0: `usage`, `nrrr` (vouliez-vous dire `nrr`\u00a0?)",
        ),
        (
            "the file is not UTF-8: line 2 holds the byte 0xE9, it looks like Windows-1252: `é`",
            (
                "le fichier n’est pas en UTF-8\u00a0: la ligne 2 contient l’octet 0xE9, "
                "ce serait du Windows-1252\u00a0: `é`"
            ),
        ),
        (
            "open it in the program that made it, and save it as «CSV UTF-8»",
            "ouvrez-le dans le logiciel qui l’a fait, et enregistrez-le en «\u00a0CSV UTF-8\u00a0»",
        ),
        (
            "1.2 is outside the range of `csat`: 0 to 1",
            "1.2 est hors de l’intervalle de `csat`\u00a0: de 0 à 1",
        ),
        ("nrr: 40 %", "nrr\u00a0: 40 %"),
    ],
)
def test_a_sentence_in_french(english: str, told: str) -> None:
    assert french(english) == told
    assert in_language(english, "en") == english


def test_names_that_look_like_english_words_stay_names() -> None:
    assert french("the key `the key` is missing") == "il manque la clé `the key`"
    assert french("unknown key `team`") == "clé inconnue `team`"
    assert french("there is no KPI `or`; did you mean `and`?") == (
        "il n’y a pas d’indicateur `or`\u00a0; vouliez-vous dire `and`\u00a0?"
    )
    assert french("write `target` in the plan or the role, or a column `a : b.target`") == (
        "écrivez `target` dans le plan ou le rôle, ou une colonne `a : b.target`"
    )
    assert french("unknown key `a : b ?`") == "clé inconnue `a : b ?`"
    assert french("unknown key `{0} {key}`") == "clé inconnue `{0} {key}`"


def test_what_has_no_french_is_shown_in_english() -> None:
    assert in_language("a new sentence of a new rule", "fr") == "a new sentence of a new rule"


def test_a_part_that_has_no_french_leaves_all_in_english() -> None:
    for text in ("nrr: the file is empty, something new", "nrr: new, the file is empty"):
        assert french(text) is None
        assert in_language(text, "fr") == text
    assert (
        french("nrr: the file is empty, the file is empty")
        == "nrr\u00a0: le fichier est vide, le fichier est vide"
    )


@pytest.mark.parametrize(
    ("inner", "told", "deepest"),
    [
        ("unknown key `team`", "clé inconnue `team`", 6),
        ("the file is empty", "le fichier est vide", 7),
    ],
)
def test_sentences_hold_sentences_up_to_a_depth(inner: str, told: str, deepest: int) -> None:
    """A sentence without gaps needs no search, so it stands one floor deeper."""
    for depth in range(deepest + 1):
        assert french("nrr: " * depth + inner) == "nrr\u00a0: " * depth + told
    assert french("nrr: " * (deepest + 1) + inner) is None


def test_a_text_without_end_is_left_as_it_is() -> None:
    longest = 20_000 - len("unknown key ``")
    assert french(f"unknown key `{'a' * longest}`") == f"clé inconnue `{'a' * longest}`"
    assert french(f"unknown key `{'a' * (longest + 1)}`") is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_translation(text: str) -> None:
    assert isinstance(in_language(text, "fr"), str)
    assert isinstance(in_language(f"role `{text}`: unknown key `{text}`", "fr"), str)
    assert isinstance(in_language(f"{text}: " * 9, "fr"), str)


# ------------------------------------------------------------------------------- what is shown

PLAN = "csvariable: 1\nname: P\n"


def shown(*problems: Diagnostic, form: str = "text") -> str:
    document, _ = parse(PLAN, "plan.yaml")
    assert document is not None
    return render(problems, {"plan.yaml": document}, form, language="fr")


def test_a_problem_in_french() -> None:
    here, there = PlanPlace(("name",)), PlanPlace(("csvariable",))
    labels = (Label(there, "the other value"), Label(FilePlace("kpis.csv"), "first here"))
    problem = error("bare-rate", "this value cannot be read", here, also=labels, help="leave it out")
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
        error("a", "`x` is not a number", cell, fix={("name",): "Q"}),
        warning("b", "no own sentence", FilePlace("")),
        warning("c", "the file is empty", TextPlace("plan.yaml", 1, 1, 1, 2)),
    )
    assert "erreur[a]\u00a0: `x` n’est pas un nombre\n --> kpis.csv:3:4\n" in text
    assert "^ colonne `nrr`\n" in text
    assert "avertissement[b]\u00a0: no own sentence\n --> ligne de commande\n" in text
    assert text.endswith("1 erreur, 2 avertissements dans 2 fichiers. --fix peut en corriger 1.\n")


def test_the_concise_form_in_french() -> None:
    problems = (
        error("a", "the file is empty", FilePlace("")),
        error("b", "the file is empty", FilePlace("f")),
    )
    assert shown(*problems, form="concise") == (
        "ligne de commande: a: le fichier est vide\nf: b: le fichier est vide\n"
    )


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_programs_read_english_always(form: str) -> None:
    problem = error("a", "the file is empty", FilePlace("f"), help="leave it out")
    assert render([problem], {}, form, language="fr") == render([problem], {}, form)


# ------------------------------------------------------------------------------- the commands


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "CSVARIABLE_LANG"):
        monkeypatch.delenv(name, raising=False)
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


@pytest.mark.usefixtures("folder")
def test_the_catalogue_is_loaded_for_french_readers_only() -> None:
    code = (
        "import sys; from csvariable.cli import run; run(['validate', 'plan.yaml', '--lang', sys.argv[1]]); "
        "sys.stderr.write(str([m for m in sys.modules if m.startswith('csvariable.speech.french')]))"
    )
    for language, loaded in (("en", False), ("fr", True)):
        done = subprocess.run(
            [sys.executable, "-c", code, language], capture_output=True, check=True, text=True
        )
        assert (done.stderr != "[]") is loaded
