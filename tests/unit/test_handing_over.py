"""`payroll`, `history`, `compare`, `dispute`: what a ledger hands over and tells."""

from __future__ import annotations

import csv
import json
import sys
import time
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import DRAW, PLAN, YEAR, closed, every_file, wrote
from shared_plans import NRR_AND_CSAT

from csvariable.cli import run
from csvariable.commands import dispute as dispute_command

Text = pytest.CaptureFixture[str]
RICH = f"""\
{NRR_AND_CSAT}gates:
  quality: {{when: {{csat: {{from: 70 %}}}}, otherwise: {{of: [nrr], times: 50 %}}, missing: holds}}
bonuses:
  shirt: {{when: {{nrr: {{from: 110 %}}}}, gives: {{item: T-shirt, value: 25}}}}
  extra: {{when: {{nrr: {{from: 110 %}}}}, pays: 150}}
"""
HEAD = "participant,nrr,csat"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ledger() -> None:
    closed(wrote(RICH, "ana,95 %,92 %", "ben,112 %,85 %", head=HEAD), "2024-Q1")
    closed(wrote(RICH, "ana,112 %,60 %", "ben,100 %,", "eva,101 %,80 %", head=HEAD), "2024-Q2")


def told(capsys: Text, *arguments: str) -> str:
    capsys.readouterr()
    assert run(list(arguments)) == 0
    return " ".join(capsys.readouterr().out.split())


# ------------------------------------------------------------------------------- payroll


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(text.splitlines(), delimiter=delimiter))[1:]


@pytest.mark.usefixtures("ledger")
def test_the_rows_of_payroll_add_up_to_what_was_closed(capsys: Text) -> None:
    assert run(["payroll", "pay", "--period", "2024-Q1", "-o", "pay.csv"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Paid in cash €2,160.00" in said
    assert "Given in kind, to declare €25.00" in said
    found = rows(Path("pay.csv").read_text("utf-8"))
    assert [(one[0], one[3], one[4], one[5], one[8]) for one in found] == [
        ("ana", "base", "cash", "850.00", ""),
        ("ben", "base", "cash", "1160.00", ""),
        ("ben", "bonuses.extra", "cash", "150.00", ""),
        ("ben", "rewards.shirt", "in-kind", "25.00", "1 × T-shirt"),
    ]
    data = json.loads(told(capsys, "payroll", "pay", "--period", "2024-Q1", "--format", "json"))
    assert data["totals"] == {"cash": "2160.00", "in_kind": "25.00"}


def test_draws_corrections_and_adjustments_are_elements_of_their_own(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %"), "2024-Q1")
    Path("new.csv").write_text("participant,nrr\nana,90 %\n", "utf-8")
    run(["correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "late\ninvoice"])
    Path("more.csv").write_text("participant,amount,reason\nana,-10,fee\n", "utf-8")
    closed([*wrote(PLAN + DRAW, "ana,150 %"), "--adjustments", "more.csv"], "2024-Q2")
    data = json.loads(told(capsys, "payroll", "pay", "--period", "2024-Q2", "--format", "json"))
    assert {one["element"]: (one["amount"], one["comment"]) for one in data["elements"]} == {
        "base": ("1500.00", ""),
        "adjustments": ("-10.00", ""),
        "corrections": (
            "100.00",
            "2024-Q1 nrr.payout: late invoice; 2024-Q1 draw.advance: late invoice",
        ),
    }
    assert data["totals"]["cash"] == "1590.00"


@pytest.mark.usefixtures("ledger")
def test_a_payroll_file_gives_codes_columns_and_the_dialect() -> None:
    Path("pay/payroll.yaml").write_text(
        "codes: {base: 0410, bonuses.extra: 1420, rewards.shirt: AN1}\n"
        "columns: {Matricule: id, Rubrique: code, Montant: amount, Libellé: comment}\n"
        "dialect: excel-fr\n",
        "utf-8",
    )
    assert run(["payroll", "pay", "--period", "2024-Q1", "-o", "paie.csv"]) == 0
    data = Path("paie.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == [
        "Matricule;Rubrique;Montant;Libellé",
        "ana;0410;850,00;",
        "ben;0410;1160,00;",
        "ben;1420;150,00;",
        "ben;AN1;25,00;1 × T-shirt",
    ]
    assert run(["payroll", "pay", "--period", "2024-Q1", "--dialect", "plain", "-o", "plain.csv"]) == 0
    assert Path("plain.csv").read_text("utf-8").splitlines()[1] == "ana,0410,850.00,"
    assert run(["verify", "pay"]) == 0


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("dialect", "first", "second"),
    [
        ("plain", "id,name,code,element,kind,amount,period,currency,comment\n", "ana,,,base,cash,850.00,"),
        (
            "rfc4180",
            "id,name,code,element,kind,amount,period,currency,comment\r\n",
            "ana,,,base,cash,850.00,",
        ),
        (
            "excel",
            "\ufeffPerson,Name,Code,Element,Kind,Amount,Period,Currency,Comment\r\n",
            "ana,,,base,cash,850.00,",
        ),
        (
            "excel-fr",
            "\ufeffPersonne;Nom;Code;Élément;Nature;Montant;Période;Devise;Commentaire\r\n",
            "ana;;;base;cash;850,00;",
        ),
    ],
)
def test_payroll_is_written_in_each_dialect_that_results_are(dialect: str, first: str, second: str) -> None:
    assert run(["payroll", "pay", "--period", "2024-Q1", "--dialect", dialect, "-o", "pay.csv"]) == 0
    lines = Path("pay.csv").read_bytes().decode("utf-8").splitlines(keepends=True)
    assert (lines[0], lines[1][: len(second)]) == (first, second)
    assert run(["payroll", "pay", "--period", "2024-Q1", "--dialect", dialect, "-o", "pay.xlsx"]) == 2
    assert run(["payroll", "pay", "--period", "2024-Q1", "--dialect", dialect]) == 2


@pytest.mark.usefixtures("ledger")
def test_payroll_can_be_a_workbook(capsys: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert run(["payroll", "pay", "--period", "2024-Q1", "-o", "pay.xlsx"]) == 0
    assert "Paid in cash" in capsys.readouterr().out
    rows = list(openpyxl.load_workbook("pay.xlsx").active.iter_rows(values_only=True))
    assert rows[0][:3] == ("Person", "Name", "Code")
    assert rows[1] == ("ana", None, None, "base", "cash", 850, "2024-Q1", "EUR", None)
    with zipfile.ZipFile("pay.xlsx") as book:
        assert b"<v>1160</v>" in book.read("xl/worksheets/sheet1.xml")
    first = Path("pay.xlsx").read_bytes()
    monkeypatch.setattr("time.localtime", lambda *_: time.struct_time((2031, 5, 6, 7, 8, 10, 1, 126, 0)))
    assert run(["payroll", "pay", "--period", "2024-Q1", "-o", "pay.xlsx", "--force"]) == 0
    assert Path("pay.xlsx").read_bytes() == first
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert run(["payroll", "pay", "--period", "2024-Q1", "-o", "more.xlsx"]) == 2
    assert "csvariable[xlsx]" in capsys.readouterr().err
    assert not Path("more.xlsx").exists()


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("codes: {base: 1}", "no code is given for `bonuses.extra`, `rewards.shirt`"),
        ("codes: {basis: 1}", "`basis` is no pay element"),
        ("codes: {corrections_carried: 1}", "`corrections_carried` is no pay element"),
        ("codes: {corrections: 1}", "no code is given for `base`, `bonuses.extra`, `rewards.shirt`"),
        ("columns: {A: amounts}", "did you mean `amount`?"),
        ("columns: {A: zzz}", "a column holds one of"),
        ("dialect: excel-de", "the dialects are `plain`, `excel`, `excel-fr`, `rfc4180`"),
        ("code: {base: 1}", "`code.base` is no key of a payroll file"),
        ("{", "error["),
    ],
)
def test_a_payroll_file_that_is_wrong_says_what_to_write(capsys: Text, text: str, said: str) -> None:
    Path("payroll.yaml").write_text(text + "\n", "utf-8")
    capsys.readouterr()
    code = run(["payroll", "pay", "--period", "2024-Q1", "--layout", "payroll.yaml", "-o", "pay.csv"])
    assert code == 1
    assert said in " ".join(capsys.readouterr().err.split())
    assert not Path("pay.csv").exists()


@pytest.mark.usefixtures("ledger")
def test_codes_can_be_options(capsys: Text) -> None:
    codes = ("base=1", "bonuses.extra=2", "rewards.shirt=3")
    options = [word for code in codes for word in ("--code", code)]
    assert "1 base 2 €2,010.00" in told(capsys, "payroll", "pay", "--period", "2024-Q1", *options)
    assert run(["payroll", "pay", "--period", "2024-Q1", "--code", "base"]) == 2
    assert run(["payroll", "pay", "--period", "2024-Q3"]) == 1
    assert run(["payroll", "nowhere", "--period", "2024-Q1"]) == 1


# ------------------------------------------------------------------------------- history


@pytest.mark.usefixtures("ledger")
def test_history_tells_why_each_period_differs(capsys: Text) -> None:
    said = told(capsys, "history", "pay", "--csm", "ana")
    assert "2024-Q1 nrr 95 % 95 % €450.00" in said
    assert "2024-Q2, other than 2024-Q1: −€220.00" in said
    assert (
        "`nrr`: +€30.00 (actual 112 % instead of 95 %, tier 100 % to 120 % instead of 80 % to 100 %, "
        "pays 80 % instead of 75 %, gate `quality` closed)" in said
    )
    assert "`csat`: −€400.00 (actual 60 % instead of 92 %, tier before 80 % instead of from 90 %" in said
    assert "`bonuses.extra`: +€150.00" in said
    assert "ben" not in said
    assert "2024-Q2, `csat`: held" in told(capsys, "history", "pay", "--csm", "ben")
    assert run(["history", "pay", "--csm", "anna"]) == 2
    assert run(["history", "nowhere"]) == 1
    assert "| 2024-Q1 | nrr |" in told(capsys, "history", "pay", "--format", "markdown")


@pytest.mark.usefixtures("ledger")
def test_the_causes_of_a_difference_add_up_to_it(capsys: Text) -> None:
    people = json.loads(told(capsys, "history", "pay", "--format", "json"))
    assert [one["id"] for one in people] == ["ana", "ben", "eva"]
    for one in people:
        for change in one["changes"]:
            parts = sum((Fraction(cause["change"]) for cause in change["causes"]), Fraction(0))
            assert parts == Fraction(change["change"])


def test_history_knows_year_to_date_corrections_and_modifiers(capsys: Text) -> None:
    curve = "curve: {lookup: [{from: 0 %, pays: 100 %}, {from: 70 %, pays: 110 %}]}"
    plan = f"{PLAN}{YEAR}modifiers: {{firm: {{by: nrr, of: plan, {curve}}}}}\n"
    closed(wrote(plan, "ana,50 %"), "2024-Q1")
    Path("new.csv").write_text("participant,nrr\nana,60 %\n", "utf-8")
    run(["correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "late"])
    assert "`nrr.payout`: €100.00 waits for the next pay (late)" in told(capsys, "history", "pay")
    closed(wrote(plan, "ana,80 %"), "2024-Q2")
    said = told(capsys, "history", "pay")
    assert "`already_paid`: −€600.00" in said
    assert "`corrections`: +€100.00" in said
    assert "`modified`: +€160.00 (modifier `firm` 110 % instead of 100 %)" in said


def test_a_value_beside_a_bound_is_not_told_its_side(capsys: Text) -> None:
    plan = PLAN.replace("100 %, pays", "1/3, pays").replace("target: 100 %", "target: 3")
    plan = plan.replace("unit: percent", "unit: number, additive: false".replace(", ", "\n    "))
    closed(wrote(plan, "ana,2"), "2024-Q1")
    closed(wrote(plan, "ana,1"), "2024-Q2")  # the attainment is 1/3, and so is the bound
    assert "tier" not in told(capsys, "history", "pay")


# ------------------------------------------------------------------------------- compare


@pytest.mark.usefixtures("ledger")
def test_two_results_are_compared_and_make_adjustments(capsys: Text) -> None:
    names = ["pay/2024-Q1/result.json", "pay/2024-Q2/result.json"]
    said = told(capsys, "compare", *names)
    assert "came: eva" in said
    assert "ana €850.00 €630.00 −€220.00" in said
    assert "pay/2024-Q1/result.json → pay/2024-Q2/result.json Person Before After Change" in said
    assert "`nrr`: +€30.00 (actual 112 % instead of 95 %" in said  # the ledger keeps the plans beside
    Path("sent/to").mkdir(parents=True)
    for at, name in enumerate(names):
        Path(f"sent/to/{at}.json").write_bytes(Path(name).read_bytes())
    Path("sent/plan.yaml").write_text("another plan", "utf-8")
    said = told(capsys, "compare", "sent/to/0.json", "sent/to/1.json")
    assert "`nrr`: +€30.00 (actual 1.12 instead of 0.95, pays 80 % instead of 75 %)" in said
    assert "left: eva" in told(capsys, "compare", *reversed(names))
    assert run(["compare", *names, "-o", "more.csv", "--reason", "changed"]) == 0
    assert Path("more.csv").read_text("utf-8").splitlines() == [
        "participant,amount,reason",
        "ana,-220.00,changed",
        "ben,-710.00,changed",
        "eva,830.00,changed",
    ]
    data = json.loads(told(capsys, "compare", *names, "--format", "json"))
    assert data["people"][2] == {
        "id": "eva",
        "before": None,
        "after": "830.00",
        "change": "830.00",
        "causes": [{"step": "nrr.payout", "change": "630.00"}, {"step": "csat.payout", "change": "200.00"}],
    }
    same = told(capsys, "compare", names[0], names[0])
    assert "ana" not in same
    assert "Total" in same


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"schema_version": 1', '"schema_version": 2', "newer-ledger"),
        ('"schema_version": 1', '"schema_version": "1"', "not-a-result"),
        ('"currency": "EUR"', '"currency": "USD"', "other-currency"),
        ('"850.00"', '"much"', "not-a-result"),
        ("{", "[", "not-a-result"),
    ],
)
def test_what_is_no_result_is_refused(capsys: Text, old: str, new: str, rule: str) -> None:
    text = Path("pay/2024-Q1/result.json").read_text("utf-8")
    Path("other.json").write_text(text.replace(old, new), "utf-8")
    capsys.readouterr()
    assert run(["compare", "pay/2024-Q1/result.json", "other.json", "-o", "more.csv"]) == 1
    assert f"error[{rule}]" in capsys.readouterr().err
    assert not Path("more.csv").exists()


# ------------------------------------------------------------------------------- dispute

ANA = ("--csm", "ana", "--period", "2024-Q2", "--kpi", "csat")


@pytest.mark.usefixtures("ledger")
def test_a_dispute_is_written_shown_and_accepted(capsys: Text) -> None:
    said = told(capsys, "dispute", "pay", *ANA, "--says", "91 %", "--because", "a survey was left out")
    assert "ana 2024-Q2 csat.payout +€400.00" in said
    assert "Total +€880.00" in said
    assert "it would change €880.00" in said
    assert json.loads(Path("pay/disputes/2024-Q2-ana-csat.json").read_text("utf-8"))["status"] == "open"
    assert "disputed, 91 % (a survey was left out)" in told(capsys, "history", "pay", "--csm", "ana")
    assert run(["verify", "pay"]) == 0
    said = told(capsys, "dispute", "pay", *ANA, "--accept")
    assert "accepted as correction 0001" in said
    reason = json.loads(Path("pay/corrections/0001/manifest.json").read_text("utf-8"))["reason"]
    assert reason == "ana, csat: 91 % (a survey was left out)"
    assert run(["dispute", "pay", *ANA, "--accept"]) == 1
    assert run(["dispute", "pay", *ANA, "--refuse", "no"]) == 1
    assert run(["dispute", "pay", *ANA, "--says", "99 %", "--because", "more"]) == 1
    closed(wrote(RICH, "ana,95 %,92 %", "ben,112 %,85 %", "eva,101 %,80 %", head=HEAD), "2024-Q3")
    people = json.loads(Path("pay/2024-Q3/result.json").read_text("utf-8"))["people"]
    assert people[0]["steps"]["corrections"] == "880.00"
    assert run(["verify", "pay"]) == 0


@pytest.mark.usefixtures("ledger")
def test_a_statement_tells_what_is_disputed_and_held(capsys: Text) -> None:
    told(capsys, "dispute", "pay", *ANA, "--says", "91 %", "--because", "a survey was left out")
    files = wrote(RICH, "ana,95 %,92 %", "ben,112 %,85 %", head=HEAD)
    said = told(capsys, "statement", *files, "--csm", "ana", "--ledger", "pay")
    assert "Of closed periods" in said
    assert "disputed, 91 % (a survey was left out)" in said
    assert "2024-Q2, `csat`: held" in told(capsys, "statement", *files, "--csm", "ben", "--ledger", "pay")
    assert "Of closed periods" not in told(capsys, "statement", *files, "--csm", "ana")


@pytest.mark.usefixtures("ledger")
def test_a_dispute_can_be_refused_and_written_anew_before(capsys: Text) -> None:
    told(capsys, "dispute", "pay", *ANA, "--says", "91 %", "--because", "a survey was left out")
    told(capsys, "dispute", "pay", *ANA, "--says", "85 %", "--because", "a survey was left out")
    said = told(capsys, "dispute", "pay", *ANA, "--refuse", "the survey was of April")
    assert "disputed, 85 % (a survey was left out); refused: the survey was of April" in said
    assert not Path("pay/corrections").exists()


@pytest.mark.usefixtures("ledger")
def test_a_dispute_whose_acceptance_was_stopped_is_not_paid_twice(
    capsys: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(capsys, "dispute", "pay", *ANA, "--says", "91 %", "--because", "a survey was left out")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(dispute_command, "write_note", stopped)
        assert run(["dispute", "pay", *ANA, "--accept"]) == 130
    assert Path("pay/corrections/0001").exists()
    assert "accepted as correction 0001" in told(capsys, "dispute", "pay", *ANA, "--accept")
    assert not Path("pay/corrections/0002").exists()


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--csm", "anna", "--period", "2024-Q2", "--kpi", "csat", "--accept"], 2, "known: ana"),
        ([*ANA, "--accept"], 1, "[no-dispute]"),
        ([*ANA, "--refuse", "no"], 1, "[no-dispute]"),
        ([*ANA], 2, "say what it was"),
        ([*ANA, "--says", "91 %"], 2, "say what it was"),
        ([*ANA, "--says", "91 %", "--because", "b", "--accept"], 2, "say what it was"),
        ([*ANA, "--says", "oops", "--because", "b"], 1, "error["),
        ([*ANA, "--says", "60 %", "--because", "b"], 1, "[nothing-corrected]"),
        (["--csm", "ana", "--period", "2024-Q3", "--kpi", "csat", "--accept"], 1, "[not-closed]"),
        (
            ["--csm", "ana", "--period", "2024-Q2", "--kpi", "nps", "--says", "1", "--because", "b"],
            1,
            "[no-cell]",
        ),
    ],
)
def test_what_is_no_dispute(capsys: Text, arguments: list[str], code: int, said: str) -> None:
    before = every_file(Path("pay"))
    capsys.readouterr()
    assert run(["dispute", "pay", *arguments]) == code
    assert said in " ".join(capsys.readouterr().err.split())
    assert every_file(Path("pay")) == before


def test_a_value_of_a_long_file_is_disputed_in_its_row(capsys: Text) -> None:
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("kpis.csv").write_text("participant;kpi;value\nana;nrr;50,5 %\nben;nrr;60 %\n", "utf-8")
    closed(["plan.yaml", "kpis.csv"], "2024-Q1")
    words = ("--csm", "ana", "--period", "2024-Q1", "--kpi", "nrr", "--says", "80,5 %", "--because", "b")
    assert "Total +€300.00" in told(capsys, "dispute", "pay", *words)
    assert run(["dispute", "pay", *words[:6], "--accept"]) == 0
    kept = Path("pay/corrections/0001/inputs/kpis-1.csv").read_text("utf-8")
    assert kept == "participant;kpi;value\nana;nrr;80,5 %\nben;nrr;60 %\n"


@pytest.mark.usefixtures("ledger")
def test_notes_that_are_no_disputes_are_passed_over(capsys: Text) -> None:
    Path("pay/disputes").mkdir()
    for name, text in (
        ("a.json", "{}"),
        ("b.json", "oops"),
        ("c.json", '{"ledger_version": 2}'),
        ("e.json", '{"ledger_version": 1, "kind": "dispute"}'),
        ("d.txt", "hello"),
    ):
        Path(f"pay/disputes/{name}").write_text(text, "utf-8")
    assert "disputed" not in told(capsys, "history", "pay")
