"""Catalogues: complete, compiled, with the gaps of their messages, set as a language sets its texts."""

from __future__ import annotations

import importlib.util
import re
from datetime import date
from fractions import Fraction as F
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from sentences import english_in

from csvariable.kernel.message import Amount, counted, in_context, listed, msg, quoted, texts
from csvariable.kernel.unit import Unit
from csvariable.speech import catalogue
from csvariable.speech.catalogue import language_of, languages
from csvariable.speech.numbers import plural_sample
from csvariable.speech.saying import in_language, value_said
from csvariable.tables.dialect import Dialect

ROOT = Path(__file__).parents[2]


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "tools" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = loaded()
FILES = sorted(TOOL.LOCALE.glob("*/LC_MESSAGES/csvariable.po"))


def test_every_catalogue_is_up_to_date_and_complete(capsys: pytest.CaptureFixture[str]) -> None:
    assert TOOL.main("check") == 0, capsys.readouterr().out


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("path", FILES, ids=[path.parents[1].name for path in FILES])
def test_a_translation_has_the_gaps_of_its_message(path: Path) -> None:
    for one in TOOL.read(path):
        english = one.id if isinstance(one.id, tuple) else (one.id,)
        told = one.string if isinstance(one.string, tuple) else (one.string,)
        if one.id:
            assert {frozenset(gaps(text)) for text in told} <= {frozenset(gaps(text)) for text in english}, (
                one.id
            )


def test_no_french_sentence_holds_english_words() -> None:
    found = [one for one in TOOL.read(TOOL.LOCALE / "fr/LC_MESSAGES/csvariable.po") if one.id]
    told = [text for one in found for text in ([one.string] if isinstance(one.string, str) else one.string)]
    assert [text for text in told if english_in(re.sub(r"\{\w+\}", "", text))] == []


def test_french_typography_is_set_outside_of_code() -> None:
    assert TOOL.french("l\u0027aide : `a : b`, « 5 % » ; non ?") == (
        "l\u2019aide\u00a0: `a : b`, «\u00a05\u00a0%\u00a0»\u00a0; non\u00a0?"
    )


def test_a_message_is_said_in_a_language() -> None:
    assert languages() == ("en", "fr")
    assert in_language(msg("yes"), "fr") == "oui"
    assert in_language(in_context("unit of days", "d"), "fr") == "j"
    assert value_said(listed(["a", "b", "c"], "or"), "fr") == "a, b ou c"
    assert value_said(quoted(["a", "b"], "and"), "en") == "`a` and `b`"


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [(0, "0 people", "0 personne"), (1, "1 person", "1 personne"), (2, "2 people", "2 personnes")],
)
def test_a_number_chooses_the_plural_of_its_language(count: int, english: str, french: str) -> None:
    message = counted("{count} person", "{count} people", count)
    assert str(message) == english
    assert in_language(message, "en") == english
    assert in_language(message, "fr") == french


def test_quantities_are_written_as_the_reader_writes_them() -> None:
    message = msg("{value}", value=Amount(F(12345, 10), Unit.MONEY, "EUR"))
    assert in_language(message, "en") == "\u20ac1,234.50"
    assert in_language(message, "fr") == "1\u202f234,50\u00a0\u20ac"
    assert str(message) == "1234.5 EUR"
    assert in_language(msg("{value}", value=F(3, 2)), "fr") == "1,5"


def test_a_rate_is_never_rounded_onto_what_it_was_compared_with() -> None:
    off = F(999999, 1000000)
    assert value_said(Amount(off, Unit.PERCENT), "fr") == "100,00\u00a0%"
    assert value_said(Amount(off, Unit.PERCENT, against=(F(1),)), "fr") == "99,9999\u00a0%"


def test_only_money_is_followed_by_its_currency() -> None:
    assert str(Amount(F(5), Unit.SCORE, "EUR")) == "5"
    assert str(Amount(F(5), Unit.MONEY, "EUR")) == "5 EUR"


def test_the_texts_of_a_message_are_found_however_deep() -> None:
    inner = msg("{names} of {count}", names=quoted(["b", "c"]), count=3)
    found = texts(msg("`{name}`: {problem}, {day}", name="a", problem=inner, day=date(2026, 1, 1)))
    assert list(found) == ["a", "b", "c"]


def test_a_locale_without_catalogue_is_english() -> None:
    assert language_of(None, {"LANG": "fr_CA.UTF-8"}) == "fr"
    assert language_of(None, {"LANG": "de_DE"}) == "en"
    assert language_of("fr", {}) == "fr"
    assert language_of(None, {}) == "en"


def test_a_fraction_takes_the_plural_of_its_language() -> None:
    assert in_language(counted("{count} person", "{count} people", F(3, 2)), "en") == "1.5 people"
    assert in_language(counted("{count} person", "{count} people", F(3, 2)), "fr") == "1,5 personne"
    assert plural_sample(F(5, 2), "fr") == 2
    assert plural_sample("several", "fr") == 0


def test_what_stands_in_a_gap_is_said_by_its_kind() -> None:
    assert value_said(date(2026, 8, 16), "fr") == "16\u00a0ao\u00fbt\u00a02026"
    assert value_said(12, "fr") == "12"
    assert value_said(msg("yes"), "fr") == "oui"
    assert value_said(listed(["a"], "or"), "fr") == "a"
    assert value_said(listed(["a", "b"]), "fr") == "a, b"
    assert in_language(msg(""), "fr") == ""
    assert str(listed(["a", "b", "c"], "and")) == "a, b and c"
    assert str(listed(["a", "b"])) == "a, b"
    assert str(Amount(F(17, 20), Unit.PERCENT)) == "85 %"
    assert str(msg("{one} {two}", one=12345, two=F(1, 4))) == "12,345 0.25"
    assert str(counted("{count} error", "{count} errors", 1)) == "1 error"


def test_a_language_is_there_as_soon_as_its_catalogue_is(tmp_path: Path) -> None:
    """A language made of brackets, beside those that the package carries."""
    folder = tmp_path / "eo" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    made = TOOL.Catalog(locale="eo", charset="utf-8", fuzzy=False)
    made.add("yes", "[yes]")
    (folder / "csvariable.mo").write_bytes(TOOL.compiled(made, "eo"))
    with catalogue.with_folder(tmp_path):
        assert "eo" in languages()
        assert in_language(msg("yes"), "eo") == "[yes]"
        assert in_language(msg("no"), "eo") == "no"
    assert "eo" not in languages()
    assert in_language(msg("yes"), "eo") == "yes"


def test_a_text_that_is_no_message_is_said_as_it_is() -> None:
    assert in_language("nrr", "fr") == "nrr"


def test_a_byte_order_mark_is_told() -> None:
    found = Dialect("utf-8", ";", ",", sep_line=True, bom=True).sentence()
    assert str(found) == (
        "UTF-8 with a byte-order mark, cells separated by semicolons (its `sep=` line), decimal comma"
    )
