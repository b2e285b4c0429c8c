"""What a booklet says of the rows that its results are measured on, of the calendar and of currencies."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from csvariable.cli import run
from csvariable.plan.measure import Measure
from csvariable.plan.measure_of_rows import Rows
from csvariable.speech.language import Language
from csvariable.speech.rows_told import measured_by
from csvariable.speech.saying import in_language
from csvariable.text import Scalar

PLAN = """csvariable: 1
name: t
currency: EUR
period: quarter
year_starts: 04-01
zone: Europe/Paris
rates: {JPY: 0.0061}
target_incentive: 1000
sources:
  book: {file: book.csv, participant: {column: CSM, by: email}, columns: {account: Client, from: Start, to: End}}
  calls: {file: [calls-*.csv, old.csv], participant: Agent, nobody: [No Agent, Bot], date: Day, key: Ref, where: {Kind: [in, out], length: {from: 2, below: 60}, Lang: {not: xx}, Note: {known: false}, Tel: {known: true}, any: [{tags: {has: vip}}, {Big: "yes"}]}, columns: {length: {column: Length, unit: number}, tags: {column: Tags, split: ";"}}}
  asked: {file: asked.csv, owner_from: {source: calls, by: Ref}, date: {column: At, zone: UTC}, key: Id, keep: latest, columns: {score: {column: Score, unit: score, range: [1, 5]}}}
  visits: {table: {name: visits}, account: Client, assign: book, columns: {n: {column: N, unit: number}}}
  seats: {file: seats.csv, account: Client, assign: book, owner: days, unowned: company, key: Seat, opening: seats-old.csv, columns: {n: {column: N, unit: number}}}
  sold: {participant: {columns: [Owner, Second], shares: [75 %, 25 %], by: name}, columns: {amount: {column: Amount, unit: money}}}
  site: {file: site.csv, columns: {n: {column: N, unit: number}}}
kpis:
  talk: {name: Talk, weight: 100 %, unit: number, measure: {sum: calls.length}, curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 10, pays: 100 %}]}}
  happy: {name: Happy, unit: percent, measure: {share: asked, that: {score: {from: 4}}, where: {Wave: A}, distinct: Who, keep: latest, cap_per: {by: Client, most: 3}}}
  seen: {name: Seen, unit: number, measure: {sum: visits.n, }}
  seated: {name: Seated, unit: number, measure: {sum: seats.n}}
  sales: {name: Sales, unit: money, measure: {sum: sold.amount}}
  hits: {name: Hits, unit: number, scope: company, measure: {sum: site.n}}
"""

SAID = """The year of the plan begins on 1 April; quarters and halves count from there.
Days begin and end by the clock of Europe/Paris.
1 JPY counts as €0.0061.
- Only rows where: `Wave` is `A`
- The part where: `score` from 4
- Each counts once: by `Who`: the latest row of it counts
- At most: the latest 3 rows of each `Client`
- Read from: `book.csv`
- Says who has which account, for: `visits`, `seats`
- Read from: `calls-*.csv`, `old.csv`
- Measures: Talk
- Names the owners of the rows of: `asked`
- Only rows where: `Kind` is `in` or `out`, `length` from 2, `length` below 60, `Lang` is not `xx`, `Note` has no value, `Tel` has a value and one of (`tags` has `vip` among its texts or `Big` is `yes`)
- Each counts once: by `Ref`: a second row of it is an error
- Period: the day in `Day` decides when a row counts; a row without one never does
- Whose a row is: the person whose id is in `Agent`
- Rows of nobody: they count for no person and no team, and neither do rows of people whom this plan does not pay; `No Agent` or `Bot` names nobody
- Period: the day in `At` decides when a row counts; a row without one never does; times without an offset are those of UTC
- Whose a row is: whom `calls` names, found by `Ref`
- Read from: the table `visits`
- Period: it has no dates: its rows stand for the period paid
- Whose a row is: who has the account in `Client` on the last day of the period, by `book`
- Rows of nobody: an account that nobody has on a day that counts is an error: nothing is paid until somebody has it; rows of people whom this plan does not pay count for no person and no team
- Each counts once: by `Seat`: a second row of it is an error
- Period: it has no dates: its rows stand for the period paid, beside the list of its first day; a row of only one of the two lists counts as 0 in the other
- Whose a row is: who has the account in `Client`, by `book`: split by the days of the period
- Rows of nobody: they count for no person and no team, and neither do rows of people whom this plan does not pay
- Read from: what is named when pay is worked out
- Whose a row is: in parts, the person whose name is in `Owner` (75 %) and `Second` (25 %); the part of an empty one goes to the others
- Whose a row is: nobody's: it measures results of the whole company alone
"""


def booklet(folder: Path, capsys: pytest.CaptureFixture[str], language: str, text: str = PLAN) -> list[str]:
    """Return the lines of the booklet of a plan, signs of Markdown taken off."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    found = run(["booklet", str(folder / "plan.yaml"), "-f", "markdown", "--lang", language])
    out, err = capsys.readouterr()
    assert found == 0, err
    return out.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'").replace("\\", "").splitlines()


def test_a_booklet_says_how_the_rows_of_each_source_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = booklet(tmp_path, capsys, "en")
    assert [line for line in SAID.splitlines() if line not in said and f"- {line}" not in said] == []


def test_a_booklet_says_in_french_how_rows_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "\n".join(booklet(tmp_path, capsys, "fr"))
    for line in (
        "L'année du plan commence le 1er avril ; trimestres et semestres se comptent à partir de là.",
        "Les jours commencent et finissent à l'heure de Europe/Paris.",
        "1 JPY compte pour 0,0061 €.",
        "À qui est une ligne : la personne dont l'identifiant est dans `Agent`",
        "Dit qui a quel compte, pour : `visits`, `seats`",
    ):
        assert line in said


MEASURES = {
    "{count: raw}": "the number of rows of `raw`",
    "{sum: {minus: [raw.a, raw.b]}}": "the sum of (`raw.a` less `raw.b` of each row)",
    "{mean: raw.a}": "the mean of `raw.a`",
    "{median: {greatest: [raw.a, raw.b]}}": "the median of (the greatest of `raw.a` and `raw.b` of each row)",
    "{percentile: {of: raw.a, at: 90 %}}": "the value of `raw.a` that 90 % of the rows do not exceed",
    "{nps: raw.a}": "the part of the answers from 9 less the part up to 6, times 100, of `raw.a`",
    "{only: raw.a}": "the value of `raw.a` in the one row",
    "{growth: {sum: raw.a}}": "the growth over the period before of the sum of `raw.a`",
    "{share: raw, that: {K: x}}": "a part of the rows of `raw`",
    "{share: raw.a, that: {K: x}}": "a part of the sum of `raw.a`",
    "{ratio: {of: {least: [raw.a, raw.b]}, over: raw.b}}": (
        "the sum of (the least of `raw.a` and `raw.b` of each row), divided by the sum of `raw.b`"
    ),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_kind_of_measure_is_said_in_words(language: Language) -> None:
    for written, said in MEASURES.items():
        value = yaml.safe_load(written)
        if "percentile" in value:
            value["percentile"]["at"] = Scalar("90 %")
        measure = TypeAdapter(Measure).validate_python(value)
        assert isinstance(measure, Rows)
        found = in_language(measured_by(measure, language), language).replace("\u00a0", " ")
        assert (found == said) is (language == "en"), found


def test_a_plan_without_sources_has_no_chapter_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = "csvariable: 1\nname: t\ncurrency: EUR\nperiod: month\ntarget_incentive: 100\nkpis: {won: {weight: 100 %, unit: number, curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}}}\n"
    said = booklet(tmp_path, capsys, "en", plan)
    assert "## How the rows are read" not in said
    assert "- The year of the plan begins on 1 January; quarters and halves count from there." in said


def test_the_usual_formula_has_the_signs_of_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = "csvariable: 1\nname: t\ncurrency: EUR\nperiod: month\ntarget_incentive: 100\nkpis: {nps: {weight: 100 %, unit: points, curve: {of: actual, lookup: [{from: 1, pays: 100 %}]}}}\n"
    said = booklet(tmp_path, capsys, "en", plan)
    assert "- Usual formula: 100 × (answers of 9 and 10 − answers of 0 to 6) / answers" in said
