"""The laws of the ledger (docs/spec/ledger.md, section 13) on random plans and histories."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from books import Book
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from strategies import Scenario
from strategies.history import History, histories

from csvariable.ledger.lines import lines_of
from csvariable.ledger.payroll import elements
from csvariable.ledger.why import causes

QUICK = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def told(history: History) -> tuple[Book, list[Scenario]]:
    """Close and correct as a history says; return the ledger, and the latest files of each period."""
    book, latest = Book(), {}
    for count, scenario in enumerate(history.periods, 1):
        if not book.close(scenario):
            break
        latest[scenario.period] = scenario
        for _, correction in (one for one in history.corrections if one[0] == count):
            if book.correct(correction):
                latest[correction.period] = correction
    assume(latest)
    return book, list(latest.values())


def as_known(scenarios: list[Scenario]) -> Book:
    """Close the same periods, each from its latest files from the start."""
    book = Book()
    for one in scenarios:
        assert book.close(one), [str(problem.message) for problem in book.said]
    return book


def check_what_is_paid_in_all(history: History) -> None:
    book, latest = told(history)
    known = as_known(latest)
    assert not known.owed()
    assert book.settled() == known.settled()


def check_verifying(history: History) -> None:
    book, _ = told(history)
    assert book.problems() == []


def check_a_changed_byte(history: History, data: st.DataObject) -> None:
    book, _ = told(history)
    name = data.draw(st.sampled_from(sorted(book.files)))
    content = book.files[name]
    at, to = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(0, 255))
    assume(content[at] != to)
    changed = content[:at] + bytes([to]) + content[at + 1 :]
    assert book.problems(book.files | {name: changed})


def check_order(history: History) -> None:
    """Corrections of different periods, in both orders, after everything is closed."""
    book = Book()
    for scenario in history.periods:
        if not book.close(scenario):
            break
    closed = {one.name for one in book.ledger.periods}
    of_period = {one.period: one for _, one in history.corrections if one.period in closed}
    assume(len(of_period) > 1)
    one, other = Book(), Book()
    one.files, other.files = dict(book.files), dict(book.files)
    done = [one.correct(each) for each in of_period.values()]
    assume(all(done))
    assert [other.correct(each) for each in reversed(of_period.values())] == done
    assert one.owed() == other.owed()


def check_lines(history: History) -> None:
    """Corrections add up to what is paid of them, steps to totals, causes to differences, payroll to all."""
    book, _ = told(history)
    for period in book.ledger.periods:
        for person in period.account.people.values():
            parts = sum((Fraction(one["amount"]) for one in person.get("corrections", ())), Fraction(0))
            assert parts == Fraction(person["steps"].get("corrections", "0"))
            assert sum(lines_of(person).values(), Fraction(0)) == Fraction(person["total"])
        cash = sum((one.amount for one in elements(period.account.result) if one.kind == "cash"), Fraction(0))
        assert cash == Fraction(period.account.result["totals"]["payout"])
    for before, after in pairwise(book.ledger.periods):
        one, other = before.account.people, after.account.people
        for name in {*one, *other}:
            change = sum((cause.change for cause in causes(one.get(name), other.get(name))), Fraction(0))
            totals = [
                Fraction(people[name]["total"]) if name in people else Fraction(0) for people in (one, other)
            ]
            assert change == totals[1] - totals[0]


LAWS = [check_what_is_paid_in_all, check_verifying, check_order, check_lines]


@pytest.mark.parametrize("law", LAWS)
def test_a_law_holds(law: object) -> None:
    QUICK(given(histories())(law))()  # type: ignore[arg-type]


def test_any_changed_byte_is_found() -> None:
    QUICK(given(histories(), st.data())(check_a_changed_byte))()


@pytest.mark.fuzz
@pytest.mark.parametrize("law", LAWS)
def test_a_law_holds_for_long(law: object) -> None:
    LONG(given(histories())(law))()  # type: ignore[arg-type]


@pytest.mark.fuzz
def test_any_changed_byte_is_found_for_long() -> None:
    LONG(given(histories(), st.data())(check_a_changed_byte))()
