"""Parts of the ledger by themselves: names, manifests, states, and what is not told often."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from ledgers import DRAW, PLAN, YEAR, closed, every_file, forged, wrote

from csvariable.cli import run
from csvariable.kernel.step import NoteKind
from csvariable.ledger.agreement import PaidOtherwise, carried_otherwise, otherwise
from csvariable.ledger.manifest import NotOfALedger, TooNew, digest, digest_file, read_json, read_manifest
from csvariable.ledger.names import payslip_name
from csvariable.ledger.reading import read_ledger
from csvariable.ledger.review import POLICIES
from csvariable.ledger.state import read_state

Text = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("ana", "ana"),
        ("Ana", "%41na"),
        ("a.b", "a.b"),
        (".a.", "%2ea%2e"),
        ("a..b", "a%2e%2eb"),
        ("con", "%63on"),
        ("com1.x", "%63om1.x"),
        ("console", "console"),
        ("é", "%c3%a9"),
        ("../x", "%2e%2e%2fx"),
        ("x" * 121, "%" + digest(b"x" * 121)),
    ],
)
def test_an_id_is_one_name_on_every_file_system(person: str, name: str) -> None:
    assert payslip_name(person) == f"payslips/{name}.json"


# ------------------------------------------------------------------------ what is no ledger


@pytest.mark.parametrize("data", [b"", b"{", b'{"a": 1.5}', b'{"a": 1, "a": 2}', b"\xff", b"[" * 100_000])
def test_what_is_not_the_json_that_is_written(data: bytes) -> None:
    with pytest.raises(NotOfALedger):
        read_json(data)


@cache
def corrected() -> dict[str, bytes]:
    """The files of a ledger of one period with one correction, closed once for all."""
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    Path("new.csv").write_text("participant,nrr\nana,60 %\n", "utf-8")
    assert run(["correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "r"]) == 0
    return every_file(Path("pay"))


def manifest_with(**changes: Any) -> bytes:
    return json.dumps(json.loads(corrected()["2024-Q1/manifest.json"]) | changes).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"ledger_version": 0},
        {"tool": {"name": "other", "version": "1"}},
        {"family": []},
        {"first_day": "soon"},
        {"period": 3},
        {"files": {"a": "xyz"}},
        {"before": {"period": "2023-Q4", "manifest": "xyz"}},
        {"plan": None},
        {"reading": {"unknown": "x"}},
        {"inputs": [{"kind": "kpis", "file": "../../secret.csv", "path": "k.csv", "sha256": "0" * 64}]},
        {"inputs": [{"kind": "kpis", "file": "plan.yaml", "path": "k.csv", "sha256": "0" * 64}]},
    ],
)
def test_what_is_no_manifest(changes: dict[str, Any]) -> None:
    with pytest.raises(NotOfALedger):
        read_manifest(manifest_with(**changes))


def test_a_manifest_of_a_newer_version_says_so() -> None:
    with pytest.raises(TooNew):
        read_manifest(manifest_with(ledger_version=2))
    with pytest.raises(NotOfALedger):
        read_manifest(b"[]")


@pytest.mark.parametrize("found", [None, [], {}, {"opening": {}, "closing": {"ana": 3}}])
def test_what_is_no_state(found: Any) -> None:
    with pytest.raises(NotOfALedger):
        read_state(found)


def renewed(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, "utf-8")
    (folder / "manifest.sha256").write_bytes(digest_file(digest(text.encode())))


def said(capsys: Text) -> str:
    capsys.readouterr()
    assert run(["verify", "pay"]) == 1
    return " ".join(capsys.readouterr().out.split())


def empty(_: str) -> str:
    return "[]"


def unpaid(text: str) -> str:
    return text.replace('"payout"', '"paid"')


def test_files_that_somebody_wrote_with_their_hashes_are_refused_one_by_one(capsys: Text) -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    folder = Path("pay/2024-Q1")
    good = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    renewed(folder, "{}")
    assert "it is no manifest of a ledger" in said(capsys)
    (folder / "manifest.json").write_bytes(good["manifest.json"])
    (folder / "manifest.sha256").write_bytes(good["manifest.sha256"])
    for told, name, change in (
        ("it is no result of csvariable", "result.json", empty),
        ("it is no result of csvariable", "result.json", unpaid),
        ("it is no state of a ledger", "state.json", empty),
    ):
        forged(folder, name, change)
        assert told in said(capsys)
        for file, data in good.items():
            (folder / file).write_bytes(data)
    Path("new.csv").write_text("participant,nrr\nana,60 %\n", "utf-8")
    run(["correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "r"])
    text = Path("pay/corrections/0001/manifest.json").read_text("utf-8")
    correction = Path("pay/corrections/0001")
    renewed(correction, text.replace('"kind": "correction"', '"kind": "period"'))
    assert "broken-ledger" in said(capsys)
    renewed(correction, (folder / "manifest.json").read_text("utf-8"))
    assert "it is no manifest of a correction" in said(capsys)
    renewed(folder, good["manifest.json"].decode().replace('"kind": "period"', '"kind": "correction"'))
    assert "broken-ledger" in said(capsys)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("after", None),
        ("after", {"period": "2023-Q4", "manifest": "0" * 64}),
        ("after", {"period": "2024-Q1", "manifest": "0" * 64}),
        ("before", {"correction": "0007", "manifest": "0" * 64}),
    ],
)
def test_a_correction_comes_after_what_is_there(key: str, value: Any) -> None:
    name = "corrections/0001/manifest.json"
    text = json.dumps(json.loads(corrected()[name]) | {key: value}).encode()
    forgery = {name: text, "corrections/0001/manifest.sha256": digest_file(digest(text))}
    ledger, problems = read_ledger("pay", corrected() | forgery)
    assert ledger is None
    assert [one.rule for one in problems] == ["broken-ledger"]


# -------------------------------------------------------------------------------- agreement


def person(**changes: Any) -> dict[str, Any]:
    own: dict[str, Any] = {
        "id": "ana",
        "role": None,
        "team": None,
        "target_incentive": "1.00",
        "total": "1.00",
        "steps": {"earned": "1.00"},
        "rewards": [],
    }
    return own | changes


SHIRT = {"bonus": "shirt", "item": "T-shirt", "quantity": "1", "value": "25.00"}


@pytest.mark.parametrize(
    ("closed_ones", "computed", "found"),
    [
        ([person()], [person()], []),
        ([person()], [person(steps={"earned": "1.00", "more": "2.00"})], []),
        ([person()], [], [PaidOtherwise("ana", "total", "1.00", None)]),
        ([], [person()], [PaidOtherwise("ana", "total", None, "1.00")]),
        ([person()], [person(role="head")], [PaidOtherwise("ana", "role", None, "head")]),
        ([person()], [person(total="2.00")], [PaidOtherwise("ana", "total", "1.00", "2.00")]),
        (
            [person(parts=[{"steps": {"a.payout": "1.00"}}])],
            [person(parts=[{"steps": {"a.payout": "2.00"}}])],
            [PaidOtherwise("ana", "a.payout", "1.00", "2.00")],
        ),
        (
            [person(rewards=[SHIRT])],
            [person(rewards=[SHIRT | {"value": "30.00"}])],
            [PaidOtherwise("ana", "bonuses.shirt", "25.00", "30.00")],
        ),
        ([person(rewards=[SHIRT])], [person()], [PaidOtherwise("ana", "bonuses.shirt", "25.00", None)]),
        ([person()], [person(rewards=[SHIRT])], [PaidOtherwise("ana", "bonuses.shirt", None, "25.00")]),
    ],
)
def test_the_first_step_that_differs_is_told(
    closed_ones: list[dict[str, Any]], computed: list[dict[str, Any]], found: list[PaidOtherwise]
) -> None:
    assert otherwise(closed_ones, computed) == found


def test_of_what_is_carried_the_amount_that_differs_is_told() -> None:
    """Not the first one that there is."""
    closed_one = read_state({"opening": {}, "closing": {"ana": {"a": "1.00", "b": "2.00"}}})
    computed = read_state({"opening": {}, "closing": {"ana": {"a": "1.00", "b": "3.00"}}})
    assert carried_otherwise(closed_one, computed, "EUR") == [
        PaidOtherwise("ana", "closing.b", "2.00", "3.00")
    ]


# ----------------------------------------------------------------------------- what is carried


def paid(files: list[str], capsys: Text, *more: str) -> tuple[dict[str, dict[str, str]], str]:
    capsys.readouterr()
    assert run(["compute", *files, "--ledger", "pay", "--format", "json", *more]) == 0
    shown = capsys.readouterr()
    return {one["id"]: one["steps"] for one in json.loads(shown.out)["people"]}, shown.err


def test_a_balance_that_no_rule_reads_any_more_is_told_and_kept(capsys: Text) -> None:
    closed(wrote(PLAN + DRAW, "ana,50 %"), "2024-Q1")
    _, told = paid(wrote(PLAN, "ana,100 %"), capsys)
    assert "`ana` has €300.00 in `draw_balance` of the ledger" in told
    closed(wrote(PLAN, "ana,100 %"), "2024-Q2")
    found, _ = paid(wrote(PLAN + DRAW, "ana,150 %"), capsys)
    assert found["ana"]["draw.repaid"] == "300.00"


def test_bonuses_of_the_year_and_what_is_owed_on_them_are_carried(capsys: Text) -> None:
    sales = "  sales: {unit: money, scope: person}\n"
    bands = "marginal: [{from: 0, rate: 2 %}, {from: 1000, rate: 5 %}]"
    year = f"bonuses: {{fee: {{of: sales, accumulate: true, {bands}}}}}\n"
    plan, head = PLAN + sales + year, "participant,nrr,sales"
    closed(wrote(plan, "ana,100 %,1000", head=head), "2024-Q1")
    found, _ = paid(wrote(plan, "ana,100 %,3000", head=head), capsys)
    assert found["ana"]["bonuses.fee"] == "100.00"  # 20 + 100, less the 20 that were paid
    owed = "bonuses: {fee: {of: sales, below_zero: carry, marginal: [{from: 0, rate: 10 %}]}}\n"
    plan = PLAN.replace("Team", "Two") + sales + owed
    assert (
        run(
            [
                "close",
                *wrote(plan, "ana,100 %,-500", head=head),
                "--period",
                "2024-Q1",
                "--ledger",
                "two",
                "--first",
            ]
        )
        == 0
    )
    state = json.loads(Path("two/2024-Q1/state.json").read_text("utf-8"))
    assert state["closing"] == {"ana": {"owed.fee": "50.00"}}
    assert (
        run(["compute", *wrote(plan, "ana,100 %,700", head=head), "--ledger", "two", "--format", "json"]) == 0
    )
    assert '"bonuses.fee": "20.00"' in capsys.readouterr().out


def test_many_who_wait_are_counted(capsys: Text) -> None:
    rows = [f"p{number},50 %" for number in range(10)]
    closed(wrote(PLAN, "ana,50 %", *rows), "2024-Q1")
    Path("new.csv").write_text(
        "\n".join(["participant,nrr", "ana,50 %", *(row.replace("50", "60") for row in rows)]) + "\n", "utf-8"
    )
    assert run(["correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "r"]) == 0
    capsys.readouterr()
    assert run(["close", *wrote(PLAN, "ana,50 %"), "--period", "2024-Q2", "--ledger", "pay"]) == 0
    shown = capsys.readouterr()
    names = "p0, p1, p2, p3, p4, p5, p6, p7 and 2 more"
    assert f"corrections of 10 people wait, who are not paid in this run: {names}" in " ".join(
        shown.err.split()
    )
    assert f"10 people of 2024-Q1 are not paid now: {names}" in shown.out


def test_a_plan_that_is_no_yaml_stops_a_correction(capsys: Text) -> None:
    closed(wrote(PLAN, "ana,50 %"), "2024-Q1")
    Path("plan.yaml").write_text("{", "utf-8")
    Path("new.csv").write_bytes(b"participant,nrr\nana,60 %,3\n")
    for words in (["--plan", "plan.yaml"], ["new.csv"]):
        assert run(["correct", "pay", *words, "--period", "2024-Q1", "--reason", "r"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_period_whose_opening_stays_is_not_computed_again() -> None:
    closed(wrote(PLAN + DRAW, "ana,90 %", "ben,50 %"), "2024-Q1")
    closed(wrote(PLAN + DRAW, "ana,90 %", "ben,90 %"), "2024-Q2")
    Path("new.csv").write_text("participant,nrr\nana,95 %\nben,50 %\n", "utf-8")
    assert run(["correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "r"]) == 0
    assert not Path("pay/corrections/0001/2024-Q2").exists()
    Path("new.csv").write_text("participant,nrr\nana,70 %\nben,90 %\n", "utf-8")
    assert run(["correct", "pay", "new.csv", "--period", "2024-Q2", "--reason", "r"]) == 0


def test_a_dispute_of_a_team_value_and_of_somebody_who_is_not_paid_there(capsys: Text) -> None:
    plan = PLAN.replace("unit: percent", "unit: percent\n    scope: team")
    head = "participant,team,nrr"
    closed(wrote(plan, "ana,A,", "ben,A,", ",A,50 %", head=head), "2024-Q1")
    words = ["dispute", "pay", "--csm", "ana", "--period", "2024-Q1", "--kpi", "nrr", "--because", "b"]
    assert run([*words, "--says", "60 %"]) == 0
    assert "€200.00" in capsys.readouterr().out  # both of the team
    assert Fraction(json.loads(Path("pay/disputes/2024-Q1-ana-nrr.json").read_text("utf-8"))["change"]) == 100


def test_what_has_no_cell_is_nothing_to_dispute() -> None:
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.ledger.correcting import RunSource
    from csvariable.ledger.disputing import with_value
    from csvariable.ledger.replay import Replay, RunFile, replayed
    from csvariable.tables.written import HowWritten

    empty = Replay(None, None, (), None, ())
    source = RunSource((RunFile("plan", "plan.yaml", PLAN.encode()),), HowWritten())
    assert isinstance(with_value(source, empty, "ana", "nrr", "1 %"), Diagnostic)
    rows = RunFile("kpis", "kpis.csv", b"participant,nrr,nrr.numerator,nrr.denominator\nana,50 %,1,2\n")
    people = RunFile("people", "people.csv", b"participant\nana\n")
    done = replayed([*source.files, rows, people], HowWritten(), "2024-Q1")
    assert done.results is not None
    for person, kpi in (("eva", "nrr"), ("ana", "nps")):
        assert isinstance(with_value(source, done, person, kpi, "1 %"), Diagnostic)


def test_a_year_of_months_begins_on_the_first_of_its_month(capsys: Text) -> None:
    plan = PLAN.replace("quarter", "month") + YEAR + "year_starts: 04-06\n"
    closed(wrote(plan, "ana,50 %"), "2024-03")
    closed(wrote(plan, "ana,50 %"), "2024-04")
    closed(wrote(plan, "ana,80 %"), "2024-05")
    state = json.loads(Path("pay/2024-05/state.json").read_text("utf-8"))
    assert state["opening"] == {"ana": {"already_paid": "500.00"}}
    capsys.readouterr()
    assert run(["verify", "pay"]) == 0


RESULT: dict[str, Any] = {
    "schema_version": 1,
    "currency": "EUR",
    "people": [
        {
            "id": "ana",
            "name": None,
            "role": None,
            "team": None,
            "target_incentive": None,
            "total": "1.00",
            "steps": {"total": "1.00"},
            "parts": [{"steps": {"a.payout": "1.00"}}],
            "corrections": [{"amount": "1.00", "reason": "r", "period": "2024-Q1", "step": "s"}],
            "rewards": [SHIRT],
            "notes": [{"kind": "held", "kpi": None, "route": "r"}],
        }
    ],
    "totals": {"payout": "1.00", "rewards_value": "25.00"},
}


ONE: dict[str, Any] = RESULT["people"][0]


def test_a_result_is_told_from_what_is_none() -> None:
    from csvariable.ledger.shape import is_result

    assert is_result(RESULT)
    for at, wrong in (
        *(("schema_version", version) for version in (0, "1", True, None)),
        ("currency", None),
        ("people", 3),
        ("people", RESULT["people"] * 2),
        ("totals", {}),
        *(
            ("people", [RESULT["people"][0] | {key: bad}])
            for key in RESULT["people"][0]
            for bad in (7, ["x"])
        ),
    ):
        assert not is_result(RESULT | {at: wrong}), (at, wrong)
    assert not is_result([])


# --------------------------------------------------------------------------------- what is to be looked at


def test_a_review_tells_each_kind_of_note_but_the_one_whose_amounts_it_tells() -> None:
    assert set(get_args(NoteKind)) - set(POLICIES) == {"paid-later"}
    assert set(POLICIES) < set(get_args(NoteKind))
