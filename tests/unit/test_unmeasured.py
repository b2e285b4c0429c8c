"""KPIs of which nobody has a value, and groups without the result that is read: told, once for each."""

from __future__ import annotations

from small import PAID, ran

CURVE = "curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}"
NRR = f"  nrr: {{weight: 50 %, unit: percent, {CURVE}}}\n"
RULES = ("kpi-without-values", "group-without-value", "unused-column")


def told(plan: str, kpis: str, people: str | None = None) -> list[str]:
    """What is said, message and help."""
    found = [one for one in ran(plan, kpis, people).diagnostics if one.rule in RULES]
    return [f"{one.message} | {one.help or ''}".rstrip(" |") for one in found]


def csat(more: str = "") -> str:
    return f"{PAID}kpis:\n{NRR}  csat: {{weight: 50 %, unit: percent, {more}, {CURVE}}}\n"


ADD = "add its values to a KPI file, or take the KPI out of the plan"


def test_a_kpi_without_any_value_says_what_then_holds() -> None:
    for policy, then in (
        ("zero", "it pays 0 %"),
        ("at-target", "it pays 100 %"),
        ("reweight", "its weight is spread over the other KPIs"),
        ("hold", "its line is held"),
    ):
        plan = csat(f"missing: {policy}")
        assert told(plan, "participant,nrr\nana,90 %\n") == [
            f"no file gives a value of `csat`: {then} | {ADD}"
        ]
        assert told(plan, "participant,nrr,csat\nana,90 %,80 %\n") == []
    assert told(csat("missing: error"), "participant,nrr\nana,90 %\n") == []


def test_the_column_most_like_it_is_named_and_told_once() -> None:
    plan = csat("missing: zero")
    meant = "did you mean `csat` by the column `cast`? then call it so"
    assert told(plan, "participant,nrr,cast\nana,90 %,80 %\n") == [
        f"no file gives a value of `csat`: it pays 0 % | {meant}"
    ]
    both = told(plan, "participant,nrr,cast,quarter\nana,90 %,80 %,x\n")
    assert [one.partition(" |")[0] for one in both] == [
        "2 columns are not used: `cast` (did you mean `csat`?), `quarter` (looks like a period)",
        "no file gives a value of `csat`: it pays 0 %",
    ]


def test_a_role_without_values_is_named() -> None:
    plan = (
        csat("missing: zero")
        + "roles:\n  lead: {target_incentive: 2000}\n  free: {kpis.csat.missing: hold}\n"
    )
    kpis = "participant,role,nrr,csat\nana,,90 %,80 %\nben,lead,90 %,\n"
    assert told(plan, kpis) == [f"nobody of the role `lead` has a value of `csat`: it pays 0 % | {ADD}"]
    kpis = "participant,role,nrr,csat\nana,,90 %,\nben,lead,90 %,80 %\ncarl,lead,90 %,\n"
    assert told(plan, kpis) == [f"nobody of no role has a value of `csat`: it pays 0 % | {ADD}"]


def test_a_kpi_that_pays_nothing_and_is_read_by_a_gate() -> None:
    gate = "gates:\n  g: {when: {health: {from: 50 %}}, otherwise: {of: plan, times: 50 %}, missing: holds}\n"
    others = "  health: {unit: percent}\n  spare: {unit: percent}\n"
    plan = f"{PAID}kpis:\n{NRR.replace('50', '100')}{others}{gate}"
    assert told(plan, "participant,nrr\nana,90 %\n") == [
        f"no file gives a value of `health`: what reads it does without | {ADD}"
    ]


def test_groups_without_a_result() -> None:
    plan = (
        csat("scope: team, missing: at-target")
        + "gates:\n  g: {when: {csat: {from: 50 %}}, otherwise: {of: plan, times: 50 %}, missing: fails}\n"
        + "modifiers: {m: {by: csat, of: plan, missing: 100 %, curve: {lookup: [{from: 0 %, pays: 80 %}]}}}\n"
        + "bonuses:\n  club: {scope: company, when: {nrr: {from: 90 %}}, pays: 100}\n"
    ).replace("nrr: {", "nrr: {missing: zero, ", 1)
    kpis = "participant,nrr,csat\nana,90 %,\nben,90 %,\ncarl,90 %,\n,,80 %\n"
    people = "participant,team\nana,North\nben,South\ncarl,South\n"
    found = [
        one.partition(" | ")
        for one in told(plan, kpis.replace(",,80 %\n", ""), people)
        if "no file" not in one
    ]
    then = (
        "it pays 100 %, `gates.g` takes it as not reached and `modifiers.m` has the factor written for that"
    )
    both = "the team `North`, the team `South`: no value of `csat`"
    assert [message for message, _, _ in found] == [
        f"{both}; {then}, for 3 people",
        "the company: no value of `nrr`; `bonuses.club` takes it as not reached, for 3 people",
    ]
    assert [advice for _, _, advice in found] == [
        "add a row of the team (`team` filled, `participant` empty) with its result",
        "add a row of the company (`participant` is `*`) with its result",
    ]
    some = told(
        plan,
        "participant,team,nrr,csat\nana,,90 %,\nben,,90 %,\n,South,,80 %\n*,,90 %,\n",
        people.replace("carl,South\n", ""),
    )
    assert [one.partition(" |")[0] for one in some] == [
        f"the team `North`: no value of `csat`; {then}, for 1 person",
    ]


def test_who_has_no_team_is_told_so() -> None:
    plan = csat("missing: zero") + "bonuses:\n  club: {scope: team, when: {nrr: {from: 90 %}}, pays: 100}\n"
    plan = plan.replace("nrr: {", "nrr: {missing: zero, ", 1)
    found = told(plan, "participant,nrr,csat\nana,90 %,80 %\n")
    said = "who has no team: no value of `nrr`; `bonuses.club` takes it as not reached, for 1 person"
    assert found == [f"{said} | say in the column `team` who is in which team"]


def test_a_pardoned_loss_is_not_told() -> None:
    plan = csat("missing: zero") + "allow: {kpi-without-values: measured from next quarter on}\n"
    assert told(plan, "participant,nrr\nana,90 %\n") == []
