"""KPIs that are counted in words: what they pay, by the product and by the oracle, and what is refused."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from both import paid_by_both
from engine import plans_of
from small import PAID, ran, refused

from csvariable.cases import cases_in, verdict
from csvariable.cli import run as run_command
from csvariable.exposure.spans import exposure
from csvariable.kernel.message import Amount
from csvariable.kernel.quantity import NotAQuantity
from csvariable.kernel.unit import LevelWord, Unit
from csvariable.scenario.facts import read_figure
from csvariable.scenario.model import FactShift
from csvariable.speech.figures import exact_value, points
from csvariable.speech.numbers import value_text
from csvariable.tables import reading
from csvariable.text import parse

AUDIT = "audit: {weight: 40 %, unit: yes-no, curve: {of: actual, lookup: [{is: yes, pays: 100 %}]}}"
LEVELS = "levels: [below, {id: meets, fr: Conforme, en: As agreed}, exceeds]"
RATING = f"rating: {{weight: 60 %, unit: level, {LEVELS}, curve: {{of: actual, lookup: [{{from: meets, pays: 100 %}}, {{from: exceeds, pays: 150 %}}]}}}}"
PLAN = f"{PAID}kpis:\n  {AUDIT}\n  {RATING}\n"


def total(plan: str, audit: str, rating: str) -> str:
    """What one person is paid."""
    return paid_by_both(plan, f"participant,audit,rating\nana,{audit},{rating}\n")["ana"]["total"]


@pytest.mark.parametrize("word", ["yes", "Yes", "true", "TRUE", "oui", "vrai"])
def test_a_yes_pays(word: str) -> None:
    assert total(PLAN, word, "below") == "400.00"


@pytest.mark.parametrize("word", ["no", "No", "false", "non", "faux", "FAUX"])
def test_a_no_pays_nothing(word: str) -> None:
    assert total(PLAN, word, "below") == "0.00"


@pytest.mark.parametrize(
    ("word", "paid"),
    [
        ("below", "0.00"),
        ("meets", "600.00"),
        ("Conforme", "600.00"),
        ("as agreed", "600.00"),
        ("EXCEEDS", "900.00"),
    ],
)
def test_a_level_pays_its_last_point(word: str, paid: str) -> None:
    assert total(PLAN, "no", word) == paid


@pytest.mark.parametrize(
    ("points", "paid"),
    [
        ("[{is: below, pays: 10 %}, {is: exceeds, pays: 50 %}]", ["60.00", "0.00", "300.00"]),
        ("[{is: meets, pays: 50 %}]", ["0.00", "300.00", "0.00"]),
        (
            "[{is: below, pays: 30 %}, {is: meets, pays: 20 %}, {is: exceeds, pays: 0 %}]",
            ["180.00", "120.00", "0.00"],
        ),
        ("[{from: below, pays: 10 %}]", ["60.00", "60.00", "60.00"]),
    ],
)
def test_a_point_of_one_word_pays_for_it_alone(points: str, paid: list[str]) -> None:
    plan = PLAN.replace("[{from: meets, pays: 100 %}, {from: exceeds, pays: 150 %}]", points)
    assert [total(plan, "no", word) for word in ("below", "meets", "exceeds")] == paid


@pytest.mark.parametrize(
    ("when", "held"),
    [
        ("audit: yes", ["no", "yes"]),
        ("audit: true", ["no", "yes"]),
        ("audit: {is: yes}", ["no", "yes"]),
        ("audit: no", ["yes", "no"]),
        ("audit: false", ["yes", "no"]),
    ],
)
def test_a_condition_on_a_yes(when: str, held: list[str]) -> None:
    plan = f"{PLAN}bonuses:\n  b: {{when: {{{when}}}, pays: 7}}\n"
    found = [
        paid_by_both(plan, f"participant,audit,rating\nana,{one},below\n")["ana"]["bonuses.b"] for one in held
    ]
    assert found == ["0.00", "7.00"]


@pytest.mark.parametrize(
    ("when", "held"),
    [
        ("{from: meets}", "011"),
        ("{up_to: meets}", "110"),
        ("{is: meets}", "010"),
        ("{is: below}", "100"),
        ("{is: exceeds}", "001"),
        ("{from: meets, up_to: meets}", "010"),
    ],
)
def test_a_condition_on_levels(when: str, held: str) -> None:
    plan = f"{PLAN}gates:\n  g: {{when: {{rating: {when}}}, otherwise: {{of: [audit], times: 0 %}}}}\n"
    found = [total(plan, "yes", word) for word in ("below", "meets", "exceeds")]
    base = {"below": 0, "meets": 600, "exceeds": 900}
    assert found == [f"{base[word] + 400 * int(open_)}.00" for word, open_ in zip(base, held, strict=True)]


def test_modifiers_bonuses_stars_contests_and_matrices_read_words() -> None:
    plan = f"""{PLAN}modifiers:
  m: {{by: rating, of: [audit], curve: {{lookup: [{{from: meets, pays: 90 %}}, {{from: exceeds, pays: 110 %}}]}}}}
bonuses:
  ladder: {{of: rating, lookup: [{{is: meets, pays: 20}}, {{is: exceeds, pays: 50}}]}}
  stars: {{badge: {{by: rating, lookup: [{{from: meets, gives: 1}}, {{from: exceeds, gives: 2}}]}}}}
  first: {{rank: {{by: rating, top: 1}}, pays: [30]}}
  board: {{matrix: {{rows: {{of: audit, from: [no, yes]}}, columns: {{of: rating, from: [below, meets]}}, pays: [[1, 2], [3, 4]]}}}}
"""
    found = paid_by_both(plan, "participant,audit,rating\nana,yes,exceeds\nben,no,meets\ncleo,yes,below\n")
    assert [found[one]["audit.payout"] for one in found] == ["440.00", "0.00", "360.00"]
    assert [found[one]["bonuses.ladder"] for one in found] == ["50.00", "20.00", "0.00"]
    assert [found[one]["bonuses.first"] for one in found] == ["30.00", "0.00", "0.00"]
    assert [found[one]["bonuses.board"] for one in found] == ["4.00", "2.00", "3.00"]


def test_a_column_of_people_may_hold_words() -> None:
    plan = f"{PLAN}columns: {{certified: {{unit: yes-no}}, grade: {{unit: level, levels: [a, b]}}}}\nbonuses:\n  b: {{when: {{certified: yes, grade: {{from: b}}}}, pays: 5}}\n"
    people = "participant,certified,grade\nana,oui,B\nben,oui,a\n"
    found = paid_by_both(plan, "participant,audit,rating\nana,no,below\nben,no,below\n", people)
    assert [one["total"] for one in found.values()] == ["5.00", "0.00"]


def test_a_role_may_have_levels_of_its_own() -> None:
    plan = f"{PLAN}roles:\n  head: {{kpis.rating.levels: [no, some, much, meets], kpis.rating.curve: {{of: actual, lookup: [{{from: much, pays: 100 %}}]}}}}\n"
    people = "participant,role\nana,head\nben,\n"
    found = paid_by_both(plan, "participant,audit,rating\nana,no,meets\nben,no,exceeds\n", people)
    assert [(one["rating.actual"], one["total"]) for one in found.values()] == [
        ("3", "600.00"),
        ("2", "900.00"),
    ]


def test_the_results_and_the_bounds_hold_places() -> None:
    done = ran(PLAN, "participant,audit,rating\nana,yes,exceeds\n")
    assert done.steps("ana")["rating.actual"] == "2"
    plans, _ = plans_of(PLAN)
    assert plans is not None
    words = product(("no", "yes"), ("below", "meets", "exceeds"))
    amounts = [Fraction(total(PLAN, audit, rating)) for audit, rating in words]
    found = exposure(plans)
    assert (found.least.bound, found.most.bound) == (min(amounts), max(amounts))
    assert max(amounts) == 1300
    assert found.people[0].most.reached


@pytest.mark.parametrize(
    ("cell", "message"),
    [("maybe", "`maybe` is none of `no` and `yes`"), ("1", "`1` is none of `no` and `yes`")],
)
def test_another_word_of_a_file_is_an_error(cell: str, message: str) -> None:
    assert refused(PLAN, f"participant,audit,rating\nana,{cell},below\n") == [("wrong-cell", message)]


def test_counts_are_no_words() -> None:
    rows = "participant,audit.numerator,audit.denominator,rating\nana,1,2,below\n"
    assert refused(PLAN, rows) == [("wrong-cell", "a word is no numerator over a denominator")]


def test_an_empty_cell_is_missing() -> None:
    plan = PLAN.replace("audit: {", "audit: {missing: reweight, ")
    assert total(plan, "", "meets") == "1000.00"


# ---------------------------------------------------------------------------- what is refused


def problems(*kpis: str, rest: str = "") -> list[str]:
    """The messages of a plan's errors."""
    plans, found = plans_of(f"{PAID}kpis:\n" + "".join(f"  {one}\n" for one in kpis) + rest)
    errors = [str(one.message) for one in found if one.severity == "error"]
    assert errors or plans is not None
    return errors


@pytest.mark.parametrize(
    "more",
    [
        "target: 1",
        "baseline: 0",
        "attainment: ratio",
        "range: [0, 1]",
        "reading: ratio",
        "additive: false",
        "sample: {min: 3, below: zero}",
    ],
)
def test_what_is_computed_is_not_said_of_words(more: str) -> None:
    field = more.partition(":")[0]
    found = problems(AUDIT.replace("unit: yes-no", f"unit: yes-no, {more}"), RATING)
    assert (
        f"`audit` is counted in words: it has no `{field}`, and its values are the words themselves" in found
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "unit: yes-no,",
            "unit: yes-no, direction: lower,",
            "the words of `audit` stand from the worst to the best: the last is better",
        ),
        (
            "of: actual, lookup: [{is: yes",
            "of: attainment, lookup: [{is: yes",
            "`audit` is counted in words: its curve reads the words",
        ),
        ("is: yes", "is: no", "a no of `audit` pays 0: write what a yes pays"),
        ("is: yes", "from: yes", "`audit` is counted in words: `from` is not said of them"),
        (
            "lookup: [{is: yes, pays: 100 %}]",
            "linear: [{at: 0, pays: 0 %}, {at: 1, pays: 100 %}]",
            "`audit` is counted in words: nothing is computed with it",
        ),
        (
            "{is: yes, pays: 100 %}",
            "{is: yess, pays: 100 %}",
            "`yess` is none of `no` and `yes`: `audit` is in yes or no",
        ),
    ],
)
def test_a_curve_of_a_yes_says_what_a_yes_pays(old: str, new: str, message: str) -> None:
    assert message in problems(AUDIT.replace(old, new), RATING)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("from: meets", "above: below", "`rating` is counted in words: `above` is not said of them"),
        ("from: meets", "is: meets", "the points of one curve say all `from`, or all `is`"),
        (
            "from: meets",
            "from: met",
            "`met` is none of `below`, `meets` and `exceeds`: `rating` is in levels",
        ),
        ("levels: [below, ", "levels: [exceeds, ", "two levels are called `exceeds`"),
        ("levels: [below, ", f"levels: [{'x' * 41}, ", "a level has at most 40 letters"),
        (
            LEVELS + ", ",
            "",
            "`unit: level` needs `levels`, such as `levels: [below, meets, exceeds]`, the worst first",
        ),
        ("unit: level", "unit: score, range: [0, 5]", "`levels` go with `unit: level`"),
    ],
)
def test_levels_are_written_once_and_named_in_curves(old: str, new: str, message: str) -> None:
    assert message in problems(AUDIT, RATING.replace(old, new, 1))


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        (
            "gates:\n  g: {when: {rating: meets}, otherwise: {of: plan, times: 0 %}}\n",
            "`rating: meets` does not say how it is compared",
        ),
        (
            "gates:\n  g: {when: {rating: {below: meets}}, otherwise: {of: plan, times: 0 %}}\n",
            "`rating` is counted in words: `below` is not said of them",
        ),
        (
            "gates:\n  g: {when: {rating.payout_rate: 80 %}, otherwise: {of: plan, times: 0 %}}\n",
            "`rating.payout_rate: 80 %` does not say how it is compared",
        ),
        (
            "gates:\n  g: {when: {rating.payout_rate: {is: 80 %}}, otherwise: {of: plan, times: 0 %}}\n",
            "`is` is said of words, and `rating.payout_rate` is a number",
        ),
        (
            "gates:\n  g: {when: {audit: {is: yes, from: yes}}, otherwise: {of: plan, times: 0 %}}\n",
            "`is` says all: no bound stands beside it",
        ),
        (
            "bonuses:\n  b: {per: rating, pays: 5}\n",
            "`rating` is counted in words: nothing is computed with it",
        ),
        (
            "bonuses:\n  b: {of: rating, marginal: [{from: meets, rate: 5}]}\n",
            "`rating` is counted in words: nothing is computed with it",
        ),
        (
            "pool:\n  p: {amount: 100, by: rating}\n",
            "`rating` is counted in words: nothing is computed with it",
        ),
        (
            "modifiers:\n  m: {by: rating, of: plan, curve: {lookup: [{is: meets, pays: 90 %}]}}\n",
            "no factor is said for `below` and `exceeds`",
        ),
        (
            "modifiers:\n  m: {by: rating.payout_rate, of: plan, curve: {lookup: [{is: 100 %, pays: 90 %}]}}\n",
            "`is` is said of words, and `rating.payout_rate` is a number",
        ),
        (
            "bonuses:\n  b: {matrix: {rows: {of: audit, from: [no, yes], read: linear}, columns: {of: rating, from: [{is: meets}]}, pays: [[1], [2]]}}\n",
            "`audit` is counted in words: nothing is computed with it",
        ),
        (
            "bonuses:\n  b: {matrix: {rows: {of: audit, from: [no, yes]}, columns: {of: rating, from: [{is: meets}]}, pays: [[1], [2]]}}\n",
            "`rating` is counted in words: `is` is not said of them",
        ),
    ],
)
def test_rules_compare_words_and_compute_nothing(rest: str, message: str) -> None:
    assert message in problems(AUDIT, RATING, rest=rest)


def test_a_kpi_of_other_kpis_adds_no_words() -> None:
    sum_ = "both: {unit: yes-no, measure: {least: [audit]}}"
    assert (
        "`both` is counted in words: it has no `measure`, and its values are the words themselves"
        in problems(AUDIT, RATING, sum_)
    )


# ---------------------------------------------------------------------------- the unit itself


def test_a_unit_of_words_is_known_by_them() -> None:
    import copy

    one = Unit("level", (LevelWord("a"), LevelWord("b")))
    assert one == Unit("level", (LevelWord("a"), LevelWord("b")))
    assert one != Unit("level", (LevelWord("a"), LevelWord("c")))
    assert one == "level"
    assert copy.deepcopy(Unit.PERCENT) is Unit.PERCENT
    assert copy.deepcopy(one) == one
    assert len({one, Unit.LEVEL}) == 2


def test_words_are_said_in_the_language_of_the_reader() -> None:
    unit = Unit("level", (LevelWord("low"), LevelWord("high", (("fr", "haut"),))))
    assert value_text(Fraction(1), unit, currency="EUR", language="fr") == "haut"
    assert exact_value(Fraction(1), unit, currency="EUR", language="en") == "high"
    assert exact_value(Fraction(1, 2), unit, currency="EUR", language="en") == "0.5"
    assert points(Fraction(1), unit, currency="EUR", language="en") == "1"
    assert value_text(Fraction(1), Unit.YES_NO, currency="EUR", language="fr") == "oui"
    assert str(Amount(Fraction(1), unit)) == "high"


# ---------------------------------------------------------------------------- as people read them

SHOWN = f"""{PLAN}gates:
  clean: {{when: {{audit: yes}}, otherwise: {{of: plan, times: 50 %}}}}
  fair: {{when: {{any: [{{rating: {{from: meets}}}}, {{audit: no}}]}}, otherwise: {{of: [audit], times: 50 %}}}}
modifiers:
  m: {{by: rating, of: [audit], curve: {{lookup: [{{is: below, pays: 90 %}}, {{is: meets, pays: 100 %}}, {{is: exceeds, pays: 110 %}}], cap: 105 %}}}}
bonuses:
  b: {{when: {{rating: {{is: meets}}, audit: {{is: yes}}}}, pays: 7}}
"""


@pytest.fixture
def shown(tmp_path: Path) -> list[str]:
    """The arguments of a plan and a file."""
    (tmp_path / "plan.yaml").write_text(SHOWN, "utf-8")
    (tmp_path / "kpis.csv").write_text("participant,audit,rating\nana,yes,meets\nben,no,exceeds\n", "utf-8")
    return [str(tmp_path / name) for name in ("plan.yaml", "kpis.csv")]


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints."""
    assert run_command([*arguments, "--color", "never"]) == 0
    return capsys.readouterr().out.replace("\u00a0", " ").replace("’", "'")


def test_a_booklet_lists_the_words(shown: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["booklet", shown[0], "-f", "markdown"], capsys)
    for line in (
        "as a yes or a no",
        "as one of below, As agreed or exceeds",
        "As agreed: pays 100 % (€600.00).",
        "Open where audit = yes.",
        "rating ≥ As agreed or audit = no",
        "Given where rating = As agreed and audit = yes.",
        "Exceeds: the factor is 105 %.",
    ):
        assert line in text
    assert "par un mot : below, Conforme ou exceeds" in said(["booklet", shown[0], "--lang", "fr"], capsys)


def test_an_explanation_compares_words(shown: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["explain", *shown, "--csm", "ana"], capsys)
    for line in ("As agreed pays 100 %", "open: audit = yes", "because rating = As agreed and audit = yes"):
        assert line in text
    text = said(["explain", *shown, "--csm", "ben", "--lang", "fr"], capsys)
    for line in ("exceeds verse 150 %", "audit = non", "rating exceeds ≠ Conforme"):
        assert line in text


def test_files_read_by_columns_hold_words(shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGE", 0)
    out = Path(shown[1]).with_name("pay.csv")
    assert run_command(["compute", *shown, "-o", str(out)]) == 0
    assert [line.split(",")[-6] for line in out.read_text("utf-8").splitlines()[1:]] == ["1007.00", "450.00"]


def test_a_figure_of_a_scenario_is_a_word() -> None:
    unit = Unit("level", (LevelWord("low"), LevelWord("high")))
    assert read_figure(" high ", unit, "EUR") == FactShift("set", Fraction(1))
    with pytest.raises(NotAQuantity, match="none of `low` and `high`"):
        read_figure("+1", unit, "EUR")


def test_an_example_says_which_word_came_out() -> None:
    text = (
        f"{PLAN}examples:\n  e: {{given: {{audit: yes, rating: below}}, expect: {{rating.actual: meets}}}}\n"
    )
    document, _ = parse(text.encode(), "plan.yaml")
    plans, _ = plans_of(text)
    assert document is not None
    assert plans is not None
    (found,) = [verdict(case, plans) for case in cases_in(document)]
    assert [(one.step, one.expected, one.found) for one in found.mismatches] == [
        ("rating.actual", "meets", "below")
    ]


def test_a_factor_for_each_word_is_whole() -> None:
    plans, _ = plans_of(SHOWN)
    assert plans is not None


def test_a_condition_on_nothing_is_told_once() -> None:
    found = problems(
        AUDIT, RATING, rest="gates:\n  g: {when: {nothing: yes}, otherwise: {of: plan, times: 0 %}}\n"
    )
    assert any("nothing" in one for one in found)


def test_a_statement_lists_what_each_word_pays(shown: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["statement", *shown, "--csm", "ana", "-f", "markdown"], capsys)
    assert [line for line in text.splitlines() if line.startswith(("| below", "| **As agreed", "| exceeds"))]
    assert "| exceeds | 150 % |" in text


def test_a_curve_of_words_need_not_say_that_it_reads_them() -> None:
    bare = [one.replace("of: actual, ", "") for one in (AUDIT, RATING)]
    assert problems(*bare) == problems(AUDIT, RATING) == []
