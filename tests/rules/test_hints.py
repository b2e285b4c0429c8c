"""Which key somebody meant: a near spelling, or the word of another tool or of a French plan."""

from __future__ import annotations

import pytest

from csvariable.rules.hints import key_note, key_suggestion, word_suggestion

MEANT = [
    ("a near spelling", "curv", ("unit", "curve", "weight"), "curve"),
    ("the nearest of two", "weigt", ("wei", "weight"), "weight"),
    ("a word of another tool", "quota", ("weight", "target"), "target"),
    ("another case, a hyphen", "Pro-Rata", ("period", "proration"), "proration"),
    ("an acute accent", "pondération", ("weight", "unit"), "weight"),
    ("a grave accent", "barèmè", ("cap", "curve"), "curve"),
    ("a word, rather than a spelling far from it", "poids", ("kpis", "weight"), "weight"),
    ("a word, rather than a near spelling", "on_target", ("target_incentive", "target"), "target_incentive"),
    ("a French key, rather than a spelling near to it", "objectif", ("objective", "target"), "target"),
    ("an apostrophe", "taux d'atteinte", ("rate", "attainment"), "attainment"),
    ("a word of ours is no other one", "above", ("at", "about"), None),
    ("the spelling where the word is no key here", "on_target", ("target", "weight"), "target"),
    ("neither", "zzz", ("weight", "target"), None),
]


@pytest.mark.parametrize(("word", "keys", "meant"), [row[1:] for row in MEANT], ids=[row[0] for row in MEANT])
def test_the_key_that_is_meant(word: str, keys: tuple[str, ...], meant: str | None) -> None:
    assert key_suggestion(word, keys) == meant


def test_a_key_that_is_there_is_not_meant() -> None:
    assert key_suggestion("quota", ("target", "weight"), ("target",)) is None
    assert key_suggestion("curv", ("curve", "curves"), ("curve",)) == "curves"


def test_a_word_is_near_in_any_case_and_comes_back_as_it_is_written() -> None:
    assert word_suggestion("nrr", ("CSAT", "NRx")) == "NRx"
    assert word_suggestion("NRR", ("csat", "nrx")) == "nrx"
    assert word_suggestion("nr", ("nrr-of-all", "nrr")) == "nrr"


def test_a_word_is_near_from_six_letters_in_ten_unless_said_otherwise() -> None:
    assert word_suggestion("abcde", ("abcxy",)) == "abcxy"
    assert word_suggestion("abcdef", ("abcxyz",)) is None
    assert word_suggestion("abcdef", ("abcxyz",), 0.5) == "abcxyz"


def test_a_word_of_another_tool_is_explained_in_any_case_and_accent() -> None:
    assert key_note("Accélérateur") == key_note("accelerateur")
    assert str(key_note("accelerator")).endswith("write one more point")
    assert key_note("weight") is None
