"""Help and refusals of the command line: in the reader's language, before and behind the verb."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from csvariable import __version__, cli
from csvariable.commands.manual import texts_of
from csvariable.commands.misuse import Misuse, refused_by_typer
from csvariable.kernel.message import msg
from csvariable.speech.catalogue import in_help

DEMO = Path(__file__).resolve().parents[2] / "plans" / "csm-saas"


@pytest.fixture(autouse=True)
def width(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language but the one that is asked for, and room for a sentence."""
    monkeypatch.setenv("COLUMNS", "120")


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said last where a command line is not understood."""
    assert cli.run(arguments) == 2
    shown = capsys.readouterr()
    assert not shown.out
    return shown.err.splitlines()[-1]


def test_every_text_of_the_command_line_has_its_french() -> None:
    found = {text for text in cli.texts() if text}
    assert len(found) > 100
    assert "Commence un plan à partir d’un modèle." in {in_help(text, "fr") for text in found}
    assert [text for text in found if in_help(text, "fr") == text and " " in text] == []


@pytest.mark.parametrize("name", list(cli.VERBS))
def test_help_is_in_the_language_that_is_asked_for(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for before, after in ((["--lang", "fr"], []), ([], ["--lang=fr"]), ([], [])):
        if not (before or after):
            monkeypatch.setenv("CSVARIABLE_LANG", "fr")
        assert cli.run([*before, name, *after, "-h"]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] == told[2]
    assert told[0].startswith(f"Usage\u00a0: csvariable {name} [OPTIONS]")
    assert "Affiche cette aide." in told[0]
    assert "Show this" not in told[0]
    monkeypatch.delenv("CSVARIABLE_LANG")
    assert cli.run([name, "-h"]) == 0
    assert "Show this message" in capsys.readouterr().out


def test_every_verb_can_be_asked_for_a_language() -> None:
    for name in cli.VERBS:
        assert "lang" in {one.name for one in cli.load(name).params}, name


def test_the_language_stands_before_the_verb_or_behind_it_and_not_in_both_places(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DEMO)
    run = ("compute", "plan.yaml", "kpis.csv", "--people", "people.csv")
    said = []
    for arguments in (["--lang", "fr", *run], [*run, "--lang", "fr"], run):
        assert cli.run(arguments) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != said[2]
    assert cli.run(["--lang", "fr", *run, "--lang", "en"]) == 2
    assert capsys.readouterr().out == ""


def test_the_help_of_all_has_its_verbs_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--lang", "fr", "-h"]) == 0
    shown = capsys.readouterr().out
    assert re.search("\nCommandes\u00a0:\n  compute +Ce que touche chaque personne.\n", shown)
    assert "Exemples\u00a0:\n    csvariable init --list\n" in shown
    assert cli.run(["--lang", "fr"]) == 2
    assert capsys.readouterr().err == shown
    assert cli.run([]) == 2
    assert capsys.readouterr().err.startswith("Usage: csvariable [OPTIONS] COMMAND [ARGS]...\n")


def test_the_version_is_told_behind_another_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--lang", "fr", "--version"]) == 0
    assert capsys.readouterr().out == f"csvariable {__version__}\n"


REFUSED = [
    (["valdate"], "il n’y a pas de commande `valdate` ; vouliez-vous dire `validate` ?"),
    (["dance"], "il n’y a pas de commande `dance`"),
    (["--dance"], "il n’y a pas d’option `--dance` ; vouliez-vous dire `--lang` ?"),
    (["compute"], "l’argument `PLAN` manque"),
    (["diff", "p"], "l’argument `NOUVEAU` manque"),
    (["explain", "p", "k"], "l’option `--csm` manque"),
    (
        ["simulate", "--swep", "x"],
        "il n’y a pas d’option `--swep` ; vouliez-vous dire `--help`, `--set` ou `--sweep` ?",
    ),
    (["compute", "-x"], "il n’y a pas d’option `-x`"),
    (["compute", "p", "k", "--color"], "`--color` attend une valeur"),
    (["compute", "p", "k", "--force=yes"], "`--force` n’attend pas de valeur"),
    (
        ["compute", "p", "k", "--color", "red"],
        "--color ne peut pas être red ; valeurs possibles : `auto`, `always` ou `never`",
    ),
    (["compute", "p", "k", "-f", "doc"], None),
    (["compute", "p", "k", "--lang", "xx"], "`--lang` prend une seule valeur et en reçoit plusieurs"),
    (
        ["compute", "p", "k", "--width", "wide"],
        "--width ne peut pas être wide : il faut un nombre entier de 40 à 1 000",
    ),
    (
        ["budget", "p", "k", "--seed", "-1"],
        "--seed ne peut pas être -1 : il faut un nombre entier à partir de 0",
    ),
    (["init", "a", "b", "c", "d"], "il y a trop d’arguments : rien n’attend `c` et `d`"),
    (["rule", "nps-ratoi"], "il n’y a pas de règle `nps-ratoi` ; vouliez-vous dire `nps-ratio` ?"),
    (["rule", "zzz"], "il n’y a pas de règle `zzz`"),
    (["validate", "--select", "zzz"], "il n’y a pas de règle `zzz`"),
    (["budget", "p", "--limit", "x"], "--limit : `x` n’est pas un nombre"),
    (["budget", "p", "--limit", "-1"], "--limit : une limite vaut 0 ou plus"),
    (["simulate", "p", "k", "--fail-if", "x"], None),
    (
        ["compute", "p", "k", "--color", "\x1b[2J"],
        "--color ne peut pas être \\x1b[2J ; valeurs possibles : `auto`, `always` ou `never`",
    ),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED, ids=lambda value: " ".join(value or "")[:40])
def test_what_is_not_understood_is_told_in_french(
    arguments: list[str], said: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refusal(capsys, "--lang", "fr", *arguments)
    assert told.startswith("erreur\u00a0: ")
    if said is not None:
        assert told.replace("\u00a0", " ").replace("\u202f", " ") == f"erreur : {said}"


def test_beside_a_refusal_stands_how_the_command_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--lang", "fr", "diff", "--width", "3"]) == 2
    assert capsys.readouterr().err.splitlines()[:3] == [
        "Usage\u00a0: csvariable diff [OPTIONS] {ANCIEN} {NOUVEAU} [INDICATEURS]...",
        "Pour de l’aide\u00a0: «\u00a0csvariable diff -h\u00a0».",
        "",
    ]


def test_a_refusal_that_nobody_knows_is_quoted() -> None:
    said = refused_by_typer(typer.TyperException("no \x1b way"), []).said
    assert str(said) == "the command line is not understood: no \\x1b way"


def test_a_verb_that_refuses_says_so_beside_its_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(problem: Exception) -> object:
        def command() -> int:
            raise problem

        return type("Module", (), {"command": staticmethod(command)})

    for problem in (Misuse(msg("a limit is 0 or more"), "--limit"), typer.TyperException("odd")):
        monkeypatch.setattr(cli, "import_module", lambda _, problem=problem: refusing(problem))
        assert cli.run(["init"]) == 2
        assert capsys.readouterr().err.startswith(
            "Usage: csvariable init [OPTIONS]\nTry 'csvariable init -h'"
        )


def test_lines_that_are_to_stay_are_not_texts() -> None:
    assert not [text for text in texts_of(cli.app()) if "\n" in text or "plan.yaml" in text]
