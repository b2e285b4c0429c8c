"""Hazards that no single module answers for: what is missing never pays, nobody is paid twice or lost."""
# ruff: noqa: E501 - a KPI stands on one line, as it is written

from __future__ import annotations

from pathlib import Path

import pytest
from engine import Ran, compute
from findings import plain
from readers import ROOT
from sentences import not_french

from csvariable.documents.problems import render
from csvariable.engine.run import once, run
from csvariable.reading import read
from csvariable.text import parse

PLANS = sorted([*ROOT.glob("plans/*/plan.yaml"), *ROOT.glob("examples/*/plan.yaml")])


def told(ran: Ran) -> list[str]:
    """What is said, one line each; a French reader would read all of it in French."""
    assert not_french(ran.diagnostics) == []
    return render(ran.diagnostics, {}, "concise").splitlines()


# --------------------------------------------------------------------------------- an empty row

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: month\ntarget_incentive: 1000\n"
CURVES = [
    "{of: actual, lookup: [{from: 0 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}",
    "{of: actual, lookup: [{above: 0 %, pays: 50 %}]}",
    "{of: actual, linear: [{at: 0 %, pays: 50 %}, {at: 90 %, pays: 100 %}]}",
    "{of: actual, linear: [{at: 0 %, pays: 50 %}, {at: 90 %, pays: 100 %}], beyond: continue}",
    "{of: attainment, marginal: [{from: 0 %, rate: 100 %}]}",
    "{of: attainment, whole: [{from: 0 %, rate: 100 %}, {from: 90 %, rate: 150 %}]}",
    "{of: attainment, linear: [{at: 0 %, pays: 50 %}, {at: 100 %, pays: 100 %}]}",
]
LOWER = [
    "direction: lower, curve: {of: actual, lookup: [{up_to: 8 %, pays: 50 %}, {up_to: 4 %, pays: 100 %}]}",
    "direction: lower, curve: {of: actual, linear: [{at: 8 %, pays: 50 %}, {at: 0 %, pays: 100 %}]}",
]
BESIDE = [
    "",
    "modifiers: {m: {by: k, of: plan, curve: {lookup: [{from: 0 %, pays: 150 %}]}}}\n",
    "gates: {g: {when: {k: {below: 50 %}}, otherwise: {of: plan, times: 200 %}}}\n",
    "bonuses: {b: {when: {k: {below: 50 %}}, pays: 300}}\n",
    "bonuses: {b: {when: {k: {from: 0 %}}, pays: 300}}\n",
    "bonuses: {b: {per: k, pays: 300, cap: 3000}}\n",
]


@pytest.mark.parametrize("policy", ["", "missing: zero, ", "missing: hold, ", "missing: reweight, "])
@pytest.mark.parametrize("cell", ["", "n/a", "-", '""'], ids=["empty", "n-a", "dash", "quoted"])
def test_an_empty_row_never_pays(policy: str, cell: str) -> None:
    """Whatever the curve, and whatever reads the value: nothing, or a refusal at the cell."""
    for kpi in [f"target: 90 %, curve: {curve}" for curve in CURVES] + LOWER:
        for beside in BESIDE:
            plan = f"{HEAD}kpis:\n  k: {{weight: 100 %, unit: percent, {policy}{kpi}}}\n{beside}"
            ran = compute(plan, [f"participant,k\nana,{cell}\n".encode()])
            if ran.results is None:
                # a plan that reads its own KPI in an odd way is refused for itself, never for the value alone
                assert any(one.severity == "error" for one in ran.diagnostics)
                if not beside and not policy:
                    assert told(ran)[-1].startswith("kpis.csv:2:5: missing-value: `ana`: `k` has no value")
            else:
                assert policy
                assert ran.total() == 0, plan


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_an_empty_row_in_the_plans_that_ship(path: Path) -> None:
    """Nobody is paid more for having no figures than what a written policy or guarantee says."""
    plan = path.read_text("utf-8")
    ran = compute(plan, [b"participant\nana\n"], period=None)
    if ran.results is not None:
        written = [word for word in ("missing:", "guarantee", "at-target", "floor", "fixed") if word in plan]
        assert written or ran.total() == 0
    else:
        assert any(one.severity == "error" for one in ran.diagnostics)


def test_the_number_of_rows_does_not_change_what_one_is_paid() -> None:
    plan = f"{HEAD}kpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, lookup: [{{above: 95 %, pays: 100 %}}]}}}}\n"
    for others in (0, 1, 2, 1000):
        rows = "ana,95 %\n" + "".join(f"p{at},80 %\n" for at in range(others))
        for how in (run, once):
            ran = compute(plan, [f"participant,k\n{rows}".encode()], how=how)
            assert ran.steps("ana")["total"] == "0.00"


# ------------------------------------------------------------------------------------- columns, people

PLAN = (
    HEAD
    + """\
kpis:
  nrr: {weight: 60 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {weight: 40 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  grr: {unit: percent, scope: team}
bonuses: {b: {when: {grr: {from: 90 %}}, pays: 10}}
"""
)


def test_c27_columns_that_are_not_used_are_listed_once() -> None:
    ran = compute(
        PLAN,
        [
            b"participant,nrr,csat,crm owner,crsat,grr,team\nana,95 %,95 %,x,1,95 %,n\nben,95 %,95 %,y,2,95 %,n\n"
        ],
    )
    assert ran.results is not None
    assert [line for line in told(ran) if "unused" in line] == [
        "kpis.csv:1:22: unused-column: 2 columns are not used: `crm owner`, `crsat` (did you mean `csat`?)"
    ]


def test_c27_an_unknown_kpi_of_a_long_file_is_an_error() -> None:
    ran = compute(PLAN, [b"participant,kpi,value\nana,nrr,95 %\nana,csta,95 %\nana,zzz,1\n"])
    assert ran.results is None
    errors = [one for one in ran.diagnostics if one.severity == "error"]
    assert [line for line in told(ran) if "unknown-kpi" in line] == [
        "kpis.csv:3:5: unknown-kpi: `csta` is not a KPI of the plan",
        "kpis.csv:4:5: unknown-kpi: `zzz` is not a KPI of the plan",
    ]
    assert [plain(one.help) for one in errors if one.rule == "unknown-kpi"] == [
        "did you mean `csat`?",
        "the KPIs of the plan are: nrr, csat, grr",
    ]


GOOD = b"participant,team,nrr,csat\nana,n,95 %,95 %\nben,s,80 %,95 %\n,n,,\n"
PEOPLE = b"participant,team\nana,n\nben,s\n"


def said(kpis: list[bytes], people: bytes | None = PEOPLE) -> list[str]:
    """What is said of files, one line each."""
    return told(
        compute(PLAN.replace("bonuses: {b: {when: {grr: {from: 90 %}}, pays: 10}}\n", ""), kpis, people)
    )


@pytest.mark.parametrize(
    ("kpis", "people", "line"),
    [
        ([GOOD, b"participant,csat\nana,95 %\n"], PEOPLE, "kpis1.csv:2:5: duplicate-row: `ana` has two values of `csat`"),
        ([GOOD + b"ana,n,95 %,95 %\n"], PEOPLE, "kpis.csv:5:7: duplicate-row: `ana` has two values of `nrr`, `csat`"),
        (
            [b"participant,kpi,value\nana,nrr,95 %\nana,nrr,95 %\n"],
            PEOPLE,
            "kpis.csv:3:9: duplicate-row: `ana` has two values of `nrr`",
        ),
        ([GOOD + b"bne,n,95 %,95 %\n"], PEOPLE, "kpis.csv:5:1: unknown-participant: `bne` is not in the people file"),
        ([GOOD], PEOPLE + b"ana,n\n", "people.csv:4:1: duplicate-person: `ana` stands twice"),
        ([GOOD], PEOPLE + b"zoe,n\n", "people.csv:4:1: missing-value: no file gives `zoe` a value of `csat` and `nrr`"),
        ([b"participant,team,nrr,csat\nana,n,95 %,95 %\nana,s,95 %,\n"], None, "kpis.csv:3:5: two-values: `ana` has two different values of `team`"),
    ],
    ids=["two files", "two rows", "long", "unknown", "person twice", "no figures", "two teams"],
)  # fmt: skip
def test_c31_nobody_is_paid_twice_or_lost(kpis: list[bytes], people: bytes | None, line: str) -> None:
    assert line in said(kpis, people)


def test_c31_every_person_of_the_people_file_is_paid_once() -> None:
    rows = b"participant,nrr,csat\nben,80 %,95 %\nana,95 %,95 %\n"
    ran = compute(PLAN, [rows, b"team,grr\nn,95 %\ns,80 %\nw,99 %\n"], PEOPLE)
    assert ran.results is not None
    assert [one.id for one in ran.results.facts.people] == ["ana", "ben"]
    assert [line for line in told(ran) if "unknown-team" in line] == [
        "kpis1.csv:4:1: unknown-team: nobody paid is in the team `w`"
    ]
    assert ran.total() == 1010 + 400


def test_c31_ids_are_compared_as_texts() -> None:
    rows = b"participant,nrr,csat\n007,95 %,95 %\n7,80 %,80 %\n"
    ran = compute(PLAN.partition("bonuses")[0], [rows], b"participant\n007\n7\n")
    assert ran.results is not None
    assert [ran.steps(one)["total"] for one in ("007", "7")] == ["1000.00", "0.00"]


# --------------------------------------------------------------------------------- numbers in plans

ODD = [
    ".inf", "-.inf", ".nan", ".NaN", "inf", "nan", "Infinity", "true", "yes", "on", "null", "~", "0x10", "0o17", "010", "1e3",
    "1E3", "1.e+3", "1e999999", "1_000", "\u0661\u0662", "\uff15\uff10", "\u06f5", "\u00b2", "190:20:30", "1 000 000 000 000 000",
    "9" * 5000, "0." + "1" * 7, "--5", "5-", "1,5", "NO", "''", "[1]", "{a: 1}",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:12].encode("ascii", "backslashreplace").decode())
def test_y4_y14_typed_fields_refuse_what_is_no_number(text: str) -> None:
    """In an amount, a weight, a target, a bound, a rate and a count: an error at its place."""
    for old, new, line in (
        ("target_incentive: 1000", f"target_incentive: {text}", 5),
        ("weight: 60 %", f"weight: {text}", 7),
        ("weight: 60 %", f"target: {text}, weight: 60 %", 7),
        ("from: 90 %, pays: 100 %", f"from: {text}, pays: 100 %", 7),
        ("pays: 100 %", f"pays: {text}", 7),
        ("pays: 10}", f"pays: {text}}}", 10),
    ):
        document, problems = parse(PLAN.replace(old, new, 1), "plan.yaml")
        assert document is not None, problems
        reading = read(document)
        said = render(reading.diagnostics, {"plan.yaml": document}, "concise").splitlines()
        assert reading.plan is None, new
        assert any(one.startswith(f"plan.yaml:{line}:") for one in said), (new, said)
        assert all(len(one) < 400 for one in said)


# ----------------------------------------------------------------------------------------- totals

EXPORTS = ROOT / "tests" / "data" / "exports"


@pytest.mark.parametrize(
    "name", ["excel_fr_cp1252_semicolon.csv", "excel_fr_utf8_bom_nnbsp.csv", "google_sheets_fr.csv"]
)
def test_c18_the_total_below_a_sheet_is_not_a_person(name: str) -> None:
    plan = f"{HEAD}kpis:\n  csat: {{weight: 50 %, unit: percent, curve: {CURVES[0]}}}\n  nps: {{weight: 50 %, unit: points, curve: {{of: actual, lookup: [{{from: 0, pays: 50 %}}, {{from: 50, pays: 100 %}}]}}}}\n"
    data = (EXPORTS / name).read_bytes()
    ran = compute(plan, [data])
    assert ran.results is None
    assert [line for line in told(ran) if "total-row" in line] == [
        "kpis.csv:5:1: total-row: `TOTAL` would be paid as a person: this row looks like a total of the others"
    ]
    without = compute(plan, [data[: data.index(b"TOTAL")]])
    assert without.results is not None
    assert [one.id for one in without.results.facts.people] == ["007", "008", "042"]
    assert without.total() == 1000 + 250 + 750


@pytest.mark.parametrize(
    "name", ["TOTAL", "Total", "Totaux", "Sous-total", "Total général", "Grand Total", "Moyenne :", "Average"]
)
def test_c18_words_for_totals(name: str) -> None:
    rows = f"participant,nrr,csat\nana,95 %,95 %\n{name},95 %,95 %\n".encode()
    plain = PLAN.partition("bonuses")[0]
    assert any(line.startswith("kpis.csv:3:1: total-row") for line in told(compute(plain, [rows])))
    assert any(
        line.startswith("kpis.csv:3:1: ") for line in told(compute(plain, [rows], b"participant\nana\n"))
    )


@pytest.mark.parametrize("name", ["tota", "Total Karim", "sum41", "Somme-Suippe", "mean.streets", "all"])
def test_c18_names_that_are_no_totals(name: str) -> None:
    rows = f"participant,nrr,csat\n{name},95 %,95 %\n".encode()
    assert compute(PLAN.partition("bonuses")[0], [rows]).results is not None
