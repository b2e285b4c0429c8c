"""The id that a misspelled one was meant to be."""

from __future__ import annotations

import time

import pytest

from csvariable.facts.nearest import Nearest

KNOWN = ("zoe", "Ann", "Rene", "P0017", "")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ANN", "Ann"),
        ("ren\u00e9", "Rene"),
        ("Zo\u00eb", "zoe"),
        ("An", "Ann"),
        ("nn", "Ann"),
        ("Annz", "Ann"),
        ("xAnn", "Ann"),
        ("Axn", "Ann"),
        ("Anz", "Ann"),
        ("nAn", "Ann"),
        ("P0071", "P0017"),
        ("P001", "P0017"),
        ("x", ""),
        ("Bob", None),
        ("P0701", None),
    ],
)
def test_one_letter_away_is_meant(written: str, meant: str | None) -> None:
    assert Nearest(KNOWN).to(written) == meant


def test_nobody_known_is_nobody_meant() -> None:
    assert Nearest(()).to("Ann") is None


def test_of_two_that_are_near_the_one_that_is_equal_but_for_case_is_meant() -> None:
    assert Nearest(("Anna", "ann")).to("Ann") == "ann"


def test_of_two_that_differ_in_case_the_first_is_meant() -> None:
    assert Nearest(("ANN", "ann")).to("Ann") == "ANN"


def test_what_no_message_would_quote_is_not_compared() -> None:
    long = "x" * 80
    assert Nearest((long + "a",)).to(long + "b") == long + "a"


def test_many_unknown_among_many_known_cost_no_comparison_of_all_with_all() -> None:
    near = Nearest([f"P{at:06}" for at in range(20_000)])
    started = time.process_time()
    assert {near.to(f"{at:04}-unknown") for at in range(2_000)} == {None}
    assert time.process_time() - started < 5
