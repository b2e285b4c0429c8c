"""French as it is set and worded: over the whole catalogue, and on what commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from csvariable import cli
from csvariable.commands.init import choose

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src/csvariable/speech/locale/fr/LC_MESSAGES/csvariable.mo"

FAULTS = {
    "an ordinary space before a sign that asks for a no-break one": r"(?<=\S) [:;?!%€»]",
    "no space before a sign that asks for one": r"(?<=[\w)\]»’])[;?!](?!\w)|(?<=[^\W\d_]):(?= |$)",
    "a number stuck to its sign": r"\d[%€]",
    "an ordinary space in a number": r"\d \d{3}(?!\d)",
    "a typewriter apostrophe": r"(?<=\w)'(?=\w)",
    "typewriter quotes": r"\"",
    "an ordinary space inside guillemets": r"« | »",
    "a hyphen for a minus": r"(?<![\w-])-\d",
}
"""What French typography refuses, outside of code."""

REFUSED = {
    "modulateur": r"coefficients?|multiplicateurs?",
    "enveloppe": r"cagnottes?|pots?",
    "indicateur": r"KPIs?",
    "prime cible": r"montants? cibles?|bonus cible",
    "taux de versement": r"taux de paie|taux payés?|taux versés?",
    "régularisation": r"ajustements?",
    "relevé": r"décomptes?|bulletins? de (?:paie|calcul)",
    "dérogation": r"dispenses?",
    "base": r"valeurs? de départ|lignes? de base",
    "avance": r"acomptes?",
    "condition": r"conditions? préalables?",
}
"""The word of `docs/glossary.md`, and those that say the same."""

REFUSED_IN_ENGLISH = {"modifier": r"multipliers?", "pool": r"pots?|kitty"}

CODE = re.compile(r"`[^`]*`|\{\w+\}|\[[\w|-]+\]|--[\w-]+|\S+\.(?:csv|yaml)\b")


def sentences() -> dict[str, str]:
    """Every French sentence without its code, with the English one; a plural has several."""
    with CATALOGUE.open("rb") as stream:
        found = read_mo(stream)
    said: dict[str, str] = {}
    for one in found:
        texts = one.string if isinstance(one.string, tuple | list) else (one.string,)
        for text in texts if one.id else ():
            said[CODE.sub("`", str(text))] = CODE.sub("`", one.id if isinstance(one.id, str) else one.id[-1])
    return said


def words_of(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_catalogue_is_set_in_french(fault: str) -> None:
    found = sentences()
    assert len(found) > 1500
    assert [text for text in found if re.search(FAULTS[fault], text)] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("trop :", "an ordinary space before a sign that asks for a no-break one"),
        ("trop;", "no space before a sign that asks for one"),
        ("trop: ", "no space before a sign that asks for one"),
        ("5%", "a number stuck to its sign"),
        ("12 000,00", "an ordinary space in a number"),
        ("l'objectif", "a typewriter apostrophe"),
        ('dit "oui"', "typewriter quotes"),
        ("« oui »", "an ordinary space inside guillemets"),
        ("de -5 à", "a hyphen for a minus"),
    ],
)
def test_a_fault_is_found(text: str, fault: str) -> None:
    assert re.search(FAULTS[fault], text)


@pytest.mark.parametrize("word", REFUSED)
def test_one_thing_has_one_word_in_french(word: str) -> None:
    assert [text for text in sentences() if words_of(REFUSED[word]).search(text)] == []
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    assert f"| {word}" in glossary or f"{word} " in glossary


@pytest.mark.parametrize("word", REFUSED_IN_ENGLISH)
def test_one_thing_has_one_word_in_english(word: str) -> None:
    assert [text for text in sentences().values() if words_of(REFUSED_IN_ENGLISH[word]).search(text)] == []


@pytest.mark.parametrize(
    "template", sorted(path.parent.name for path in (ROOT / "plans").glob("*/plan.yaml"))
)
def test_screens_are_set_in_french(
    template: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers, dates and counts between the words, where the words come from a template in English."""
    monkeypatch.chdir(ROOT / "plans" / template)
    monkeypatch.setenv("CSVARIABLE_LANG", "fr")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    own = Path("plan.yaml").read_text("utf-8")
    period = choose(template).period
    facts = f"kpis.csv --people people.csv --period {period}" if period else "kpis.csv --people people.csv"
    for command in (
        f"compute plan.yaml {facts} --details",
        f"compute plan.yaml {facts} --format markdown",
        f"budget plan.yaml {facts}",
        f"simulate plan.yaml {facts} --set cap_total=100 --details",
        f"diff ../csm-saas-fr/plan.yaml plan.yaml {facts}",
    ):
        assert cli.run(shlex.split(command)) in {0, 1}
        shown = CODE.sub("`", capsys.readouterr().out)
        for line in shown.splitlines():
            bare = re.sub(r"^ *\d+ \|.*", "", line)
            for fault, pattern in FAULTS.items():
                for found in re.finditer(pattern, bare):
                    around = bare[max(0, found.start() - 4) : found.end() + 2].strip()
                    assert around in own, (fault, line)
