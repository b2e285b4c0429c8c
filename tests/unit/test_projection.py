"""A day within the period: what is reached, the pace, and a projection that is never called pay."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest

from csvariable.cli import run
from csvariable.engine.run import once
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.odds.model import OddsModel
from csvariable.odds.past import Past, past_of
from csvariable.odds.projection import Course, ProjectedRange, Projection, projected
from csvariable.reading import read
from csvariable.tables.reading import read_table
from csvariable.text import parse
from csvariable.time.elapsed import NotWithin, elapsed
from csvariable.time.period import parse_period

HEAD = "csvariable: 1\nname: Team\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
PLAN = (
    HEAD
    + """kpis:
  upsell:
    weight: 60 %
    unit: money
    target: 10000
    curve: {lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}
  csat:
    weight: 40 %
    unit: percent
    target: 90 %
    curve: {lookup: [{from: 95 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}
"""
)
FILE = """participant,name,period,upsell,csat
ana,Ana,2025-Q2,9000,88 %
ana,Ana,2025-Q3,12000,91 %
ana,Ana,2025-Q4,10500,93 %
ana,Ana,2026-Q1,8000,90 %
ana,Ana,2026-Q2,5000,92 %
ben,Ben,2025-Q2,7000,80 %
ben,Ben,2025-Q3,9000,86 %
ben,Ben,2026-Q1,12000,92 %
ben,Ben,2026-Q2,3000,85 %
eva,Eva,2026-Q2,9990,90 %
"""


def plans_of(text: str) -> Plans:
    """The plans of a text."""
    document, problems = parse(text.encode(), "plan.yaml")
    assert document is not None, problems
    reading = read(document)
    assert reading.plan is not None, reading.diagnostics
    return Plans(reading.plan, reading.roles)


def tables(text: str, people: str | None = None, until: date | None = None) -> Tables:
    """The tables of a run."""
    found = [None if one is None else read_table(one.encode(), "kpis.csv")[0] for one in (text, people)]
    assert found[0] is not None
    return Tables([found[0]], found[1], until=until)


def seen(
    text: str = PLAN,
    file: str = FILE,
    day: date = date(2026, 5, 20),
    models: dict[str, OddsModel] | None = None,
    people: str | None = None,
) -> Projection:
    """The projection of the second quarter of 2026."""
    plans, given = plans_of(text), tables(file, people)
    results = once(plans, given, "2026-Q2").results
    assert results is not None
    period = parse_period("2026-Q2", plans.base)
    past = past_of(plans, given, period)
    return projected(plans, results, elapsed(period, day), past, models or {})


def course(found: Projection, person: int, kpi: str) -> Course:
    """How one KPI of a person goes."""
    row = found.now.facts.people[person].rows[0]
    return next(one for one in found.courses(row) if one.kpi == kpi)


def test_a_sum_has_a_pace_and_a_range_of_what_past_periods_would_add() -> None:
    found = seen()
    assert found.elapsed.share == F(50, 91)
    assert found.source == "history"
    ana = course(found, 0, "upsell")
    assert (ana.grows, ana.to_date, ana.target, ana.attained) == (True, F(5000), F(10000), F(1, 2))
    assert (ana.pace, ana.at_pace) == (F(9100), F(91, 100))
    # 5,000 and 41/91 of 8,000, of 9,000, of 10,500 and of 12,000, in cents
    assert ana.range == ProjectedRange(F("8604.40"), F("10406.59"))
    assert found.pay_at_pace(0) == F(1, 2) * 600 + 400
    assert found.pay_range(0) == ProjectedRange(F(700), F(1000))


def test_a_rate_has_no_pace_and_its_rest_counts_by_its_days() -> None:
    ana = course(seen(), 0, "csat")
    assert (ana.grows, ana.to_date, ana.pace) == (False, F("0.92"), F("0.92"))
    # 50/91 of 92 % and 41/91 of 88 % is 90.197... %, of 93 % it is 92.450... %
    assert ana.range == ProjectedRange(F("0.9020"), F("0.9245"))


def test_a_word_stays_what_it_is() -> None:
    curve = "curve: {of: actual, lookup: [{from: meets, pays: 50 %}, {from: exceeds, pays: 100 %}]}"
    kpi = f"  mood: {{weight: 100 %, unit: level, levels: [below, meets, exceeds], {curve}}}\n"
    periods = ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")
    rows = "".join(f"ana,{period},{'meets' if period == '2026-Q2' else 'exceeds'}\n" for period in periods)
    found = seen(f"{HEAD}kpis:\n{kpi}", f"participant,period,mood\n{rows}")
    assert course(found, 0, "mood").pace == 1
    assert course(found, 0, "mood").range is None
    assert found.pay_range(0) == ProjectedRange(F(500), F(500))


def test_who_was_away_in_a_past_period_takes_another_of_theirs_and_who_is_new_has_no_range() -> None:
    found = seen()
    # 7,000, 9,000, then for the quarter away the third of three by turns, 12,000, and 12,000
    assert course(found, 1, "upsell").range == ProjectedRange(F("6153.85"), F("8406.59"))
    eva = course(found, 2, "upsell")
    assert (eva.pace, eva.range) == (F("18181.80"), None)
    assert found.pay_range(2) == ProjectedRange(F(1000), F(1000))


def test_a_projected_value_is_rounded_as_it_is_told_and_paid_so() -> None:
    # 5,494.50 over 50 of 91 days are 9,999.99, never 10,000
    found = seen(file="participant,period,upsell,csat\nana,2026-Q2,5494.50,90 %\n")
    assert course(found, 0, "upsell").pace == F("9999.99")
    assert found.pay_at_pace(0) == 700


def test_a_period_that_is_over_has_no_range_and_its_pace_is_what_was_reached() -> None:
    found = seen(day=date(2026, 6, 30))
    assert (found.elapsed.is_over, found.ends, found.source) == (True, (), None)
    assert str(found.why) == "the period is over: nothing of it is left"
    assert course(found, 0, "upsell").pace == 5000


def test_fewer_past_periods_than_four_make_no_range() -> None:
    found = seen(file="\n".join(line for line in FILE.splitlines() if "2025-Q2" not in line))
    assert str(found.why) == "the files hold 3 past periods, and a range needs 4, or models: `odds`"
    assert found.pay_range(0) is None
    assert found.pay_at_pace(0) == 700


def test_a_stated_normal_is_drawn_over_the_days_that_are_left() -> None:
    models = {"upsell": OddsModel("normal", F(10000), F(0), F(10))}
    found = seen(models=models)
    assert (found.source, len(found.ends)) == ("model", 100)
    # without spread all draws are 5,000 + 41/91 x 10,000
    assert {one.rows["upsell.actual"][0] for one in found.ends} == {F("9505.49")}
    assert course(found, 0, "csat").range is None
    wide = seen(models={"upsell": OddsModel("normal", F(10000), F(2000), F(10))})
    span = course(wide, 0, "upsell").range
    assert span is not None
    assert (span.low % 10, span.high % 10) == (F(0), F(0))
    # sd 2,000 x the root of 41/91 is 1,342: P10 and P90 lie about 1.28 of them from 9,505
    assert F(7300) < span.low < F(8300)
    assert F(10700) < span.high < F(11700)
    assert (
        course(seen(models={"upsell": OddsModel("normal", F(10000), F(2000), F(10))}), 0, "upsell").range
        == span
    )


def test_a_stated_share_of_answers_adds_the_answers_that_are_left() -> None:
    found = seen(models={"csat": OddsModel("share", F(1), count=91)})
    # 50 answers at 92 % and 41 at 100 %: 87 of 91
    assert {one.rows["csat.actual"][0] for one in found.ends} == {F("0.9560")}
    late = seen(models={"csat": OddsModel("share", F(1), count=1)}, day=date(2026, 6, 29))
    assert {one.rows["csat.actual"][0] for one in late.ends} == {F("0.92")}


TEAM = (
    HEAD
    + """kpis:
  sold: {weight: 50 %, unit: money, scope: team, target: 10000, curve: {lookup: [{from: 100 %, pays: 100 %}]}}
  nps: {weight: 50 %, unit: points, scope: company, curve: {of: actual, lookup: [{from: 40, pays: 100 %}]}}
"""
)
TEAM_FILE = "participant,team,period,sold,nps\n" + "".join(
    f"ana,north,{period},{sold},{nps}\nben,south,{period},{2 * sold},{nps}\n"
    for period, sold, nps in (
        ("2025-Q2", 4000, 30),
        ("2025-Q3", 5000, 50),
        ("2025-Q4", 6000, 40),
        ("2026-Q1", 7000, 45),
        ("2026-Q2", 3000, 38),
    )
)


def test_a_value_of_a_team_is_one_for_its_people() -> None:
    found = seen(TEAM, TEAM_FILE)
    expected = [round_cent(6000 + F(41, 91) * value) for value in (8000, 10000, 12000, 14000)]
    assert [one.rows["sold.actual"][1] for one in found.ends] == expected
    assert course(found, 0, "nps").range == ProjectedRange(F("34.40"), F("43.41"))


ALL_TEAMS = "participant,team\nana,north\nben,south\neva,west\n"


def of_all_and_of_west(now: str = "") -> str:
    """The files of a year in which west has a row of its own, and the others have that of everybody."""
    rows = ((2, 4000, 9000), (3, 5000, 9100), (4, 6000, 9200), (1, 7000, 9300))
    past = "".join(
        f"*,,{2025 + (at == 1)}-Q{at},{every},1\n,west,{2025 + (at == 1)}-Q{at},{west},\n"
        for at, every, west in rows
    )
    return f"participant,team,period,sold,nps\n{past}*,,2026-Q2,3000,1\n,west,2026-Q2,3000,\n{now}"


def test_teams_that_have_the_row_of_everybody_go_as_the_company_does_together() -> None:
    ways = [one.rows["sold.actual"] for one in seen(TEAM, of_all_and_of_west(), people=ALL_TEAMS).ends]
    rest = [F(41, 91) * value for value in (4000, 5000, 6000, 7000)]
    assert [one[0] for one in ways] == [one[1] for one in ways] == [round_cent(3000 + one) for one in rest]
    assert ways[0][2] == round_cent(3000 + F(41, 91) * 9000)
    models = {"sold": OddsModel("normal", F(10000), F(2000), F(10))}
    drawn = [
        one.rows["sold.actual"]
        for one in seen(TEAM, of_all_and_of_west(), models=models, people=ALL_TEAMS).ends
    ]
    assert all(one[0] == one[1] for one in drawn)
    assert any(one[0] != one[2] for one in drawn)


def test_draws_of_a_plan_whose_kpis_have_no_value_leave_it_as_it_is() -> None:
    plan = PLAN.replace("    weight: 60 %\n", "    weight: 60 %\n    missing: zero\n").replace(
        "    weight: 40 %\n", "    weight: 40 %\n    missing: at-target\n"
    )
    file = "participant,period,upsell,csat\nana,2026-Q2,,\n"
    found = seen(plan, file, models={"upsell": OddsModel("normal", F(10000), F(2000), F(10))})
    assert (len(found.ends), found.pay_range(0)) == (100, ProjectedRange(F(400), F(400)))


MIXED = PLAN + "roles:\n  lead: {kpis.upsell.scope: company}\n"
MIXED_STAFF = "participant,role\nana,\nkim,lead\n"
MIXED_FILE = "participant,period,upsell,csat\n" + "".join(
    f"ana,{period},{own},90 %\n*,{period},{whole},\nkim,{period},,90 %\n"
    for period, own, whole in [
        ("2025-Q2", 1, 7000),
        ("2025-Q3", 2, 8000),
        ("2025-Q4", 3, 9000),
        ("2026-Q1", 4, 9100),
        ("2026-Q2", 5, 100),
    ]
)


def test_the_past_of_the_company_is_none_of_a_colleague_whose_own_result_the_kpi_is() -> None:
    found = seen(MIXED, MIXED_FILE, people=MIXED_STAFF)
    # 100 and 41/91 of 7,000 and of 9,100; 5 and 41/91 of 1 and of 4
    assert course(found, 1, "upsell").range == ProjectedRange(F("3253.85"), F(4200))
    assert course(found, 0, "upsell").range == ProjectedRange(F("5.45"), F("6.80"))


def round_cent(value: F) -> F:
    """Round to a cent, half away from zero."""
    return F((value * 100 + F(1, 2)).__floor__(), 100)


JOINED = "participant,entry\nana,2026-04-10\n"


def test_who_was_not_there_every_day_has_no_pace_of_a_sum_and_no_projected_pay() -> None:
    plan = PLAN.replace("kpis:", "proration: none\nkpis:", 1)
    file = "participant,period,upsell,csat\nana,2026-Q2,5000,92 %\n"
    found = seen(plan, file, people=JOINED)
    assert (course(found, 0, "upsell").pace, course(found, 0, "csat").pace) == (None, F("0.92"))
    assert (found.pay_at_pace(0), found.pay_range(0), found.foreseen(0)) == (None, None, False)


def test_past_periods_of_another_version_are_looked_at_and_those_that_cannot_be_are_named() -> None:
    dated = PLAN.replace("kpis:", "effective: {from: 2026-04-01}\nkpis:", 1)
    broken = FILE.replace("ana,Ana,2025-Q4,10500", "ana,Ana,2025-Q4,") + "ana,Ana,trial,1,1 %\n"
    found = past_of(plans_of(dated), tables(broken), parse_period("2026-Q2", plans_of(dated).base))
    assert (list(found.runs), found.left_out) == (["2025-Q2", "2025-Q3", "2026-Q1"], ("2025-Q4",))
    assert list(past_of(plans_of(PLAN), tables(FILE)).runs)[-1] == "2026-Q2"


CALLS = """kpis:
  calls:
    weight: 100 %
    unit: number
    additive: true
    range: [0, 100]
    target: 10
    curve: {lookup: [{from: 100 %, pays: 100 %}]}
"""


def test_a_pace_stays_in_the_range_and_without_one_nothing_is_projected() -> None:
    found = seen(HEAD + CALLS, "participant,period,calls\nana,2026-Q2,80\n")
    assert course(found, 0, "calls").pace == 100
    none = Projection(found.elapsed, found.plans, found.now, None)
    assert (course(none, 0, "calls").pace, none.pay_at_pace(0), none.pay_range(0)) == (None, None, None)


def test_results_of_the_year_so_far_have_a_pace_over_the_year_and_no_range() -> None:
    plan = PLAN.replace("kpis:", "accumulate: {since: year, target: whole}\nkpis:", 1)
    plans = plans_of(plan)
    results = once(
        plans, tables("participant,period,upsell,csat\nana,2026-Q2,5000,92 %\n"), "2026-Q2"
    ).results
    assert results is not None
    until = elapsed(parse_period("2026-Q2", plans.base), date(2026, 5, 20), since_year=True)
    assert (until.gone, until.counted.count) == (140, 181)
    found = projected(plans, results, until, None, {})
    assert str(found.why) == "results of the year so far cannot be drawn period by period"
    assert course(found, 0, "upsell").pace == round_cent(F(5000 * 181, 140))


def test_a_day_outside_the_period_is_refused() -> None:
    period = parse_period("2026-Q2", plans_of(PLAN).base)
    for day in (date(2026, 3, 31), date(2026, 7, 1)):
        with pytest.raises(NotWithin, match=r"which is from 2026-04-01 to 2026-06-30"):
            elapsed(period, day)
    for name, said in (("2026-Q2", "is not in 2026-Q2"), (None, "a day within the period is given")):
        found = once(plans_of(PLAN), tables(FILE, until=date(2026, 7, 1)), name)
        assert found.results is None
        assert said in str(found.diagnostics[0].message)


OPEN = (
    HEAD
    + """kpis:
  open:
    weight: 100 %
    unit: number
    additive: false
    direction: lower
    attainment: inverse
    target: 10
    curve: {lookup: [{from: 50 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}
"""
)
PASTS = {"2025-Q2": "0", "2025-Q3": "12", "2025-Q4": "0", "2026-Q1": "9", "2026-Q2": "0.008"}


def test_a_range_of_fewer_ways_than_there_are_is_none_and_it_is_said_why() -> None:
    """A past quarter of 0 brings 0.008 down to 0.00, of which an inverse attainment is none."""
    zero = OPEN.replace("    curve", "    cap: 100 %\n    curve")
    periods = {one: value if value != "0" else "0.001" for one, value in PASTS.items()}
    file = "participant,period,open\n" + "".join(f"ana,{one},{value}\n" for one, value in periods.items())
    found = seen(OPEN, file)
    assert (found.ends, found.source, found.pay_range(0)) == ((), None, None)
    assert str(found.why) == "where the rest goes as in 2025-Q2 or 2025-Q4, this plan cannot be paid"
    assert str(found.refusal).startswith("`ana`: `open` is 0")
    assert found.pay_at_pace(0) == 1000
    whole = seen(zero, file)
    assert (len(whole.ends), whole.why, whole.refusal) == (4, None, None)
    models = {"open": OddsModel("normal", F(0), F(0), F(1, 100))}
    drawn = seen(OPEN, file, models=models)
    assert str(drawn.why) == "100 of 100 draws cannot be paid by this plan"
    assert drawn.ends == ()


GROWING = OPEN.replace("additive: false", "additive: true")
"""Open tickets that grow with time: 0.0005 over 50 of 91 days is 0.00."""


def test_what_is_not_projected_is_said_in_every_format_and_hides_whom_it_hides(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plan.yaml").write_text(GROWING, "utf-8")
    values = {**dict.fromkeys(PASTS, "0.001"), "2026-Q2": "0.0005"}
    file = "participant,period,open\n" + "".join(f"ana,{one},{value}\n" for one, value in values.items())
    (folder / "kpis.csv").write_text(file, "utf-8")
    day = ("--as-of", "2026-05-20", "--width", "300")
    text = out(asked(folder, "compute", *day), capsys).replace("`", "")
    assert "No projection of the total: the pace cannot be paid (ana: open is 0" in text
    assert (
        "No range: where the rest goes as in 2025-Q2, 2025-Q3, 2025-Q4 or 2026-Q1, this plan cannot be"
        in text
    )
    french = (
        out(asked(folder, "compute", *day, "--lang", "fr"), capsys).replace("\u00a0", " ").replace("’", "'")
    )
    assert "Pas de fourchette : si le reste se passe comme en 2025-Q2, 2025-Q3, 2025-Q4 ou 2026-Q1" in french
    rows = list(csv.DictReader(io.StringIO(out(asked(folder, "compute", *day, "-f", "csv"), capsys))))
    assert rows[-1]["notes"].startswith("No projection of the total: the pace cannot be paid (")
    assert "No range: where the rest goes as in 2025-Q2" in rows[-1]["notes"]
    data = json.loads(out(asked(folder, "compute", *day, "-f", "json"), capsys))
    assert data["why_no_range"].endswith("this plan cannot be paid")
    assert data["refusal"].startswith("`ana`: `open` is 0")
    assert len(data["people"][0]["projection"]["notes"]) == 2
    hidden = out(asked(folder, "statement", *day, "--csm", "ana", "--redact", "-f", "markdown"), capsys)
    assert "ana" not in hidden
    assert "the pace cannot be paid." in hidden
    assert "this plan cannot be paid." in hidden


def test_what_has_no_value_yet_is_not_listed() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent\n    missing: zero")
    found = seen(plan, "participant,period,upsell,csat\nana,2026-Q2,5000,\n")
    assert [one.kpi for one in found.courses(0)] == ["upsell"]


def test_no_past_at_all_is_told() -> None:
    found = seen(file="participant,period,upsell,csat\nana,2026-Q2,5000,92 %\n")
    assert "0 past periods" in str(found.why)
    assert Past({}).left_out == ()


# -------------------------------------------------------------------------------------- rows

ROWS = (
    HEAD
    + """zone: Europe/Paris
sources:
  deals: {file: deals.csv, date: closed, participant: who, columns: {amount: {column: amount, unit: money}}}
  seats: {file: seats.csv, participant: who, columns: {number: {column: number, unit: number}}}
kpis:
  sold:
    weight: 50 %
    unit: money
    target: 10000
    measure: {sum: deals.amount}
    curve: {lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}
  more:
    weight: 30 %
    unit: percent
    measure: {growth: {sum: deals.amount}}
    curve: {of: actual, lookup: [{from: 10 %, pays: 100 %}]}
  seats:
    weight: 20 %
    unit: number
    additive: false
    measure: {mean: seats.number}
    curve: {of: actual, lookup: [{from: 5, pays: 100 %}]}
"""
)
DEALS = "who,closed,amount\n" + "".join(
    f"ana,{day},{amount}\n"
    for day, amount in (
        ("2025-01-02", 9000),
        ("2025-04-02", 9000),
        ("2025-08-02", 9000),
        ("2025-11-02", 9000),
        ("2026-02-19", 4000),
        ("2026-02-20", 5000),
        ("2026-04-02", 1000),
        ("2026-05-20", 5000),
        ("2026-05-21", 7000),
    )
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan measured on rows, its files, and a plan with a KPI file."""
    for name, text in (
        ("rows.yaml", ROWS),
        ("deals.csv", DEALS),
        ("seats.csv", "who,number\nana,6\n"),
        ("people.csv", "participant,name\nana,Ana\n"),
        ("plan.yaml", PLAN),
        ("kpis.csv", FILE),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_rows_count_up_to_the_day_and_growth_compares_with_as_many_days(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "compute",
        str(folder / "rows.yaml"),
        "--people",
        str(folder / "people.csv"),
        "--period",
        "2026-Q2",
    ]
    assert run([*asked, "--as-of", "2026-05-20", "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (ana,) = data["people"]
    sold, more, seats = ana["kpis"]
    # 1,000 and 5,000 until the 20th of May; the 50 days from the 1st of January end on the 19th of February
    assert (sold["to_date"], sold["projection"]["pace"]) == ("6000.00", "10920.00")
    assert (more["to_date"], seats["to_date"]) == ("0.5", "6")
    assert (data["projection_source"], data["projection_cases"]) == ("history", 4)
    assert run([*asked, "--as-of", "2026-05-20", "--width", "120"]) == 0
    text = capsys.readouterr().out
    assert "The source seats has no dates: all its rows count." in text
    assert "2025-Q1 is left out: this plan cannot be paid on its files." in text


def out(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints."""
    assert run(arguments) == 0
    return capsys.readouterr().out


def asked(folder: Path, command: str, *more: str) -> list[str]:
    """A command on the plan of KPIs."""
    return [command, str(folder / "plan.yaml"), str(folder / "kpis.csv"), "--period", "2026-Q2", *more]


def test_every_format_says_that_it_is_a_projection(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = ("--as-of", "2026-05-20")
    text = out(asked(folder, "compute", *day, "--width", "130"), capsys)
    assert "Progress within 2026-Q2, not pay · Team" in text
    assert (
        "Projection, not pay: €700.00 where it goes on like this; from €700.00 to €1,000.00, P10 to P90 of 4"
        in text
    )
    assert "no pace" in text
    page = out(asked(folder, "compute", *day, "-f", "markdown"), capsys)
    assert "| Person | Projected at this pace | Projected from | Projected to |" in page
    rows = list(csv.DictReader(io.StringIO(out(asked(folder, "compute", *day, "-f", "csv"), capsys))))
    assert [name for name in rows[0] if "total" in name or "pace" in name] == [
        "projection_pace",
        "projection_total",
        "projection_total_low",
        "projection_total_high",
    ]
    assert (rows[0]["projection_pace"], rows[2]["projection_total"]) == ("9100.00", "700.00")
    data: dict[str, Any] = json.loads(out(asked(folder, "compute", *day, "-f", "json"), capsys))
    assert (data["kind"], data["is_pay"], data["as_of"]) == ("projection", False, "2026-05-20")
    assert all(not one["projection"]["is_pay"] and "total" not in one for one in data["people"])
    for command, who in (("compute", ()), ("statement", ("--csm", "ana"))):
        shown = out(asked(folder, command, *day, *who, "-f", "html"), capsys)
        assert "Progress within 2026-Q2, not pay" in shown, command
        assert shown.count("Projected") >= 3, command
    html = out(asked(folder, "statement", *day, "--csm", "ana", "-f", "html"), capsys)
    assert "not pay" in html
    french = out(asked(folder, "statement", *day, "--csm", "ana", "--lang", "fr", "--width", "120"), capsys)
    assert "Projection, et non paie :" in french.replace("\u00a0", " ")
    hidden = out(asked(folder, "statement", *day, "--csm", "ana", "--redact", "-f", "markdown"), capsys)
    assert "Ana" not in hidden
    many = out(asked(folder, "compute", *day, "--no-details", "--width", "120"), capsys)
    assert "To date" not in many


def test_statements_of_everybody_are_a_file_each(folder: Path) -> None:
    to = folder / "out"
    assert (
        run(asked(folder, "statement", "--as-of", "2026-06-30", "--all", "-o", str(to), "-f", "markdown"))
        == 0
    )
    assert sorted(one.name for one in to.iterdir()) == ["ana.md", "ben.md", "eva.md"]
    assert "No range: the period is over" in (to / "ben.md").read_text("utf-8")


def test_what_cannot_be_asked_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked(folder, "compute", "--as-of", "2026-07-01")) == 2
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert "1 July 2026 is not in 2026-Q2, which is from 1 April 2026 to 30 June 2026" in said
    assert run(asked(folder, "compute", "--as-of", "tomorrow")) == 2
    to = ("-o", str(folder / "a.xlsx"))
    assert run(asked(folder, "statement", "--csm", "ana", "--as-of", "2026-05-20", *to)) == 2
    assert "no workings" in capsys.readouterr().err


def test_a_stated_model_and_a_person_who_joined_are_told_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stated = PLAN.replace(
        "kpis:", "proration: none\nodds: {upsell: {normal: {mean: 10000, sd: 2000}}}\nkpis:", 1
    )
    (folder / "plan.yaml").write_text(stated, "utf-8")
    (folder / "people.csv").write_text("participant,entry\nana,\nben,2026-04-10\neva,\n", "utf-8")
    more = ("--as-of", "2026-05-20", "--people", str(folder / "people.csv"), "-f", "markdown")
    text = out(asked(folder, "compute", *more), capsys)
    assert "of 100 draws of the models that the plan states" in text
    assert "No projection: not there on every day of the period." in text
