"""The laws of the ledger (docs/spec/ledger.md, section 13) on random plans and histories."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from agreement import rows_of
from books import Book
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from oracle import Books, PaidRun
from strategies import Scenario
from strategies.history import History, histories

from csvariable.ledger.lines import lines_of
from csvariable.ledger.payroll import elements
from csvariable.ledger.why import causes

QUICK = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(QUICK, max_examples=4)
LONG = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def told(history: History) -> tuple[Book, History]:
    """Close and correct as a history says; return the ledger, and what of the history could be done."""
    book, done = Book(), History([])
    for count, scenario in enumerate(history.periods, 1):
        if not book.close(scenario):
            break
        done.periods.append(scenario)
        done.corrections += [one for one in history.corrections if one[0] == count and book.correct(one[1])]
    assume(done.periods)
    return book, done


def asked_of_the_oracle(history: History, book: Book) -> None:
    """The oracle closes and corrects the same: what every period pays, carries and owes is one."""
    books = Books()
    for count, scenario in enumerate(history.periods, 1):
        found = books.close(paid_run(scenario))
        people = book.ledger.periods[count - 1].account.people
        assert list(found.people) == list(people)
        for name, person in people.items():
            steps = found.people[name].steps
            assert Fraction(person["total"]) == steps["total"], (
                scenario.period,
                name,
                person["steps"],
                steps,
            )
            lines = {step: Fraction(text) for step, text in person["steps"].items() if step.endswith(WAITED)}
            expected = {step: value for step, value in steps.items() if step.endswith(WAITED)}
            assert lines == expected, (scenario.period, name, lines, expected)
        for _, correction in (one for one in history.corrections if one[0] == count):
            books.correct(paid_run(correction))
    assert books.owed() == book.owed()


WAITED = (".released", "corrections", ".carried", ".balance", ".owed", ".deferred", "already_paid")
"""How steps end that go on from a closed period, or leave something to the next."""


def paid_run(scenario: Scenario) -> PaidRun:
    kpis, people, _ = (rows_of(data) for data in scenario.files)
    return PaidRun(scenario.text, kpis or [], people, scenario.period or "")


def check_what_is_paid_in_all(book: Book, done: History) -> None:
    """What is paid and owed, and what waits, is what the same periods give when all is known at once."""
    latest = {one.period: one for one in (*done.periods, *(one for _, one in done.corrections))}
    known = Book()
    for one in latest.values():
        assert known.close(one), [str(problem.message) for problem in known.said]
    assert not known.owed()
    assert book.settled() == known.settled()
    assert book.left() == known.left()


def check_a_changed_byte(book: Book, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(book.files)))
    content = book.files[name]
    at, to = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(0, 255))
    assume(content[at] != to)
    changed = content[:at] + bytes([to]) + content[at + 1 :]
    assert book.problems(book.files | {name: changed})


def check_order(history: History) -> None:
    """Corrections of different periods, in both orders, after everything is closed."""
    assume(len({one.period for _, one in history.corrections}) > 1)  # told before the dear part
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


def check_lines(book: Book) -> None:
    """Corrections add up to what is paid of them, steps to totals, causes to differences, payroll to all."""
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


def check_a_history(history: History, data: st.DataObject) -> None:
    """All laws of one history, which is closed and corrected once."""
    book, done = told(history)
    assert book.problems() == []
    check_lines(book)
    check_a_changed_byte(book, data)
    check_what_is_paid_in_all(book, done)
    asked_of_the_oracle(done, book)


def test_the_laws_hold() -> None:
    QUICK(given(histories(), st.data())(check_a_history))()


def test_the_order_of_corrections_does_not_matter() -> None:
    FEW(given(histories())(check_order))()


@pytest.mark.fuzz
def test_the_laws_hold_for_long() -> None:
    LONG(given(histories(), st.data())(check_a_history))()


@pytest.mark.fuzz
def test_the_order_of_corrections_does_not_matter_for_long() -> None:
    LONG(given(histories())(check_order))()
