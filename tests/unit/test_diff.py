"""`diff` as it is called, and what it says of a change."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from csvariable.cli import run
from csvariable.documents import plot
from csvariable.documents.differences import change_lines
from csvariable.scenario.differences import differences
from csvariable.speech.changes import change_sentences
from csvariable.speech.language import Language
from csvariable.text import Document, parse

BACK = Path(__file__).resolve().parents[2] / "examples" / "back-test"
FACTS = ("kpis.csv", "--people", "people.csv")

PLAN = """\
csvariable: 1
name: T
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr:
    weight: 100 %
    unit: percent
    target: 100 %
    curve: {marginal: [{from: 0 %, rate: 100 %}, {from: 100 %, rate: 150 %}]}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BACK, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def document(text: str) -> Document:
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


@pytest.mark.parametrize(
    ("old", "new", "language", "said"),
    [
        ("rate: 150 %", "rate: 200 %", "en", "the accelerator of nrr above 100 % rises from 150 % to 200 %"),
        (
            "rate: 150 %",
            "rate: 200 %",
            "fr",
            "l’accélérateur de nrr au-dessus de 100 % passe de 150 % à 200 % (hausse)",
        ),
        ("rate: 100 %", "rate: 90 %", "en", "the rate of nrr from 0 % falls from 100 % to 90 %"),
        ("target: 100 %", "target: 104 %", "en", "the target of nrr rises from 100 % to 104 %"),
        ("incentive: 1000", "incentive: 900", "en", "the target incentive falls from €1,000.00 to €900.00"),
        ("unit: percent", "unit: points", "en", "the unit of nrr changes from percent to points"),
        (
            "from: 100 %, rate",
            "from: 105 %, rate",
            "en",
            "the band of nrr that pays 150 % starts from 105 %, not from 100 %",
        ),
        ("kpis:", "cap: 150 %\nkpis:", "en", "the cap of the plan is new: 150 %"),
        (
            "kpis:",
            "gates:\n  g: {when: {nrr: {from: 1 %}}}\nkpis:",
            "en",
            "gate g is new: when (nrr from 1 %)",
        ),
        (
            "kpis:",
            "roles:\n  head: {target_incentive: 2000}\nkpis:",
            "en",
            "role head is new: the target incentive €2,000.00",
        ),
    ],
)
def test_a_change_is_said_in_words(old: str, new: str, language: Language, said: str) -> None:
    first, second = document(PLAN), document(PLAN.replace(old, new, 1))
    found = change_sentences(differences(first, second), first, second, language)
    assert [sentence.replace("\u00a0", " ") for _, sentence in found] == [said]


def test_a_line_of_a_role_is_said_with_its_role() -> None:
    roles = "roles:\n  head: {kpis.nrr.target: 110 %}\nkpis:"
    first = document(PLAN.replace("kpis:", roles, 1))
    second = document(first.text.replace("110 %", "120 %"))
    (line,) = change_lines(first, second, "en")
    assert line.replace("\u00a0", " ").startswith("~ role head: the target of nrr rises from 110 % to 120 %")


def test_texts_are_counted_apart() -> None:
    first = document(PLAN)
    assert change_lines(first, document(PLAN.replace("name: T", "name: U")), "en") == [
        "= 1 text, tag or example changed without effect on pay"
    ]


def test_a_comment_is_stable_and_marked(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["diff", "plan.yaml", "next.yaml", *FACTS, "--format", "markdown"]
    assert run(arguments) == 0
    first = capsys.readouterr().out
    assert run(arguments) == 0
    assert capsys.readouterr().out == first
    assert first.startswith(
        "<!-- csvariable:diff:next.yaml -->\n**CSM variable pay: pay would fall by €309.81"
    )
    assert first == (BACK / "comment.md").read_text("utf-8")


def test_a_comment_hides_names_in_continuous_integration(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "1")
    assert run(["diff", "plan.yaml", "next.yaml", *FACTS, "--format", "markdown"]) == 0
    text = capsys.readouterr().out
    assert "Ana" not in text
    assert "--redact none shows them" in text


def test_exit_code_says_whether_plans_differ() -> None:
    assert run(["diff", "plan.yaml", "next.yaml"]) == 0
    assert run(["diff", "plan.yaml", "next.yaml", "--exit-code"]) == 1
    assert run(["diff", "plan.yaml", "plan.yaml", "--exit-code"]) == 0


def test_a_wrong_plan_is_a_problem(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "wrong.yaml").write_text("csvariable: 1\n", "utf-8")
    assert run(["diff", "plan.yaml", "wrong.yaml"]) == 1
    shown = capsys.readouterr()
    assert "wrong.yaml:1" in shown.err
    assert not shown.out


def test_json_lists_routes_and_stretches(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "plan.yaml", "next.yaml", *FACTS, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["route"] for one in found["changes"] if one["pays"]] == [
        "kpis.nrr.curve.linear[0].pays",
        "kpis.nrr.curve.linear[2].pays",
    ]
    assert found["curves"] == [
        {"kpi": "nrr", "role": None, "differs": [["0.9", "1"], ["1", None]], "words": []}
    ]
    assert found["pay"]["cash"]["change"] == "-309.81"


GRADE = """\
csvariable: 1
name: T
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  grade:
    weight: 100 %
    unit: level
    levels: [below, meets, {id: top, fr: sommet}]
    curve: {of: actual, lookup: [{is: meets, pays: 50 %}, {is: top, pays: 150 %}]}
"""


LEVELS = (
    "~ grade, levels changes from below, meets, id top, french sommet "
    "to below, meets, good, id top, french sommet"
)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "{is: meets, pays: 50 %}",
            "{is: below, pays: 50 %}",
            [
                "+ what grade pays at below is new: 50 %",
                "- what grade pays at meets is gone (it was 50 %)",
                "grade: pays differently at below, meets",
                "below: 0 % before, 50 % now",
                "meets: 50 % before, 0 % now",
            ],
        ),
        (
            "{is: meets, pays: 50 %}",
            "{is: below, pays: 0 %}, {is: meets, pays: 50 %}",
            ["= 1 change of a point of a curve has no effect on pay"],
        ),
        (
            "[below, meets, ",
            "[below, good, ",
            [],
        ),
        (
            "levels: [below, meets,",
            "levels: [below, meets, good,",
            [
                LEVELS,
                "grade: pays differently at good",
                "good: a new level, 0 %",
            ],
        ),
    ],
)
def test_points_of_words_are_paired_by_their_word(
    old: str, new: str, told: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = GRADE.replace(old, new).replace("{is: meets", "{is: good" if not told else "{is: meets")
    (here / "old.yaml").write_text(GRADE, "utf-8")
    (here / "new.yaml").write_text(changed, "utf-8")
    assert run(["diff", "old.yaml", "new.yaml", "--width", "120"]) == 0
    out = capsys.readouterr().out.replace("\u00a0", " ")
    lines = [line.strip() for line in out.splitlines() if line.strip() and line != "Plan changes"]
    if told:
        assert lines == told
    else:
        assert lines[-2:] == ["good: a new level, 50 %", "meets: a level before, 50 %"]


def test_a_word_is_shown_as_readers_call_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "old.yaml").write_text(GRADE, "utf-8")
    (here / "new.yaml").write_text(GRADE.replace("150 %", "120 %").replace("[below, ", "["), "utf-8")
    assert run(["diff", "old.yaml", "new.yaml", "-f", "json"]) == 0
    (curve,) = json.loads(capsys.readouterr().out)["curves"]
    assert curve["words"] == [
        {"word": "top", "before": "1.5", "after": "1.2"},
        {"word": "below", "before": "0", "after": None},
    ]
    assert run(["diff", "old.yaml", "new.yaml", "--lang", "fr"]) == 0
    assert "sommet : 150 % avant, 120 % maintenant" in capsys.readouterr().out.replace("\u00a0", " ").replace(
        "\u202f", " "
    )


def test_a_plan_of_a_revision(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], [*who, "commit", "-q", "-m", "plans"]):
        subprocess.run(["git", *words], check=True, cwd=here)
    (here / "plan.yaml").write_text((here / "next.yaml").read_text("utf-8"), "utf-8")
    assert run(["diff", "main:plan.yaml", "plan.yaml", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("<!-- csvariable:diff:plan.yaml -->\n")
    assert run(["diff", "plan.yaml", "main:plan.yaml", "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("<!-- csvariable:diff:plan.yaml -->\n")
    assert run(["diff", "main:none.yaml", "plan.yaml"]) == 2
    assert "there is no file main:none.yaml" in capsys.readouterr().err
    assert run(["diff", "--output=x", "--", "-o:plan.yaml", "plan.yaml"]) == 2


def test_bars_are_never_lost() -> None:
    assert plot.bars([0, 1, 100]) == ["", "█", "█" * 24]
    assert plot.bars([0, 0]) == ["", ""]


WORDS = """csvariable: 1
name: Words
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  level:
    weight: 60 %
    unit: level
    levels: [below, {id: meets, en: Meets, fr: Atteint}, exceeds]
    curve: {lookup: [{from: meets, pays: 80 %}, {from: exceeds, pays: 120 %}]}
  audit: {weight: 40 %, unit: yes-no, curve: {lookup: [{is: yes, pays: 100 %}]}}
"""


def test_pages_show_words_where_a_curve_reads_words_and_no_scale(tmp_path: Path) -> None:
    one, other, page, facts = (tmp_path / name for name in ("a.yaml", "b.yaml", "o.html", "k.csv"))
    one.write_text(WORDS, "utf-8")
    other.write_text(WORDS.replace("80 %", "100 %").replace("yes, pays: 100 %", "yes, pays: 110 %"), "utf-8")
    facts.write_text("participant,level,audit\nana,meets,yes\n", "utf-8")
    assert run(["diff", str(one), str(other), "-f", "html", "-o", str(page), "--lang", "fr"]) == 0
    drawn = page.read_text("utf-8")
    assert "<svg" not in drawn
    assert "Atteint" in drawn
    assert "oui" in drawn
    simulate = ["simulate", str(one), str(facts), "--against", str(other), "-f", "html"]
    assert run([*simulate, "-o", str(page), "--force"]) == 0
    shown = page.read_text("utf-8")
    assert '<polyline class="curve' not in shown
    assert all(f">{cell}</" in shown for cell in ("Word", "Meets", "yes"))


def test_lines_of_a_comparison_have_the_names_of_their_rules_also_of_those_that_are_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: month\ntarget_incentive: 1000\nkpis:\n"
    curve = "{of: actual, lookup: [{from: 90 %, pays: 100 %}]}"
    head += f"  k: {{name: Net revenue, weight: 100 %, unit: percent, curve: {curve}}}\n"
    rules = "bonuses:\n  club: {name: The winners club, when: {k: {from: 95 %}}, pays: 100}\n"
    rules += "pool: {pot: {name: The big pot, amount: 300, by: uniform, scope: company}}\n"
    for name, text in (
        ("old.yaml", head + rules),
        ("new.yaml", head + rules.replace("pays: 100", "pays: 200")),
        ("gone.yaml", head),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "kpis.csv").write_text("id,k\nana,96 %\n", "utf-8")
    for new, why in (("new.yaml", "bonus The winners club"), ("gone.yaml", "pool The big pot")):
        asked = [str(tmp_path / name) for name in ("old.yaml", new, "kpis.csv")]
        assert run(["diff", *asked, "--width", "100", "--details"]) == 0
        lines = capsys.readouterr().out.partition("By line")[2].splitlines()
        assert any(line.startswith("bonus The winners club ") for line in lines)
        assert any(line.startswith("pool The big pot ") for line in lines)
        assert any(line.startswith("ana ") and why in line for line in lines)
