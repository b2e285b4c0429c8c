"""Values on few answers: the product pays what the oracle pays, whatever holds below."""

from __future__ import annotations

import csv
import io

from engine import compute
from hypothesis import given, settings, strategies as st
from oracle import Refused, compute as consult
from shared_plans import PAID

PLAN = (
    PAID
    + """\
kpis:
  csat:
    weight: 60 %
    unit: percent
    target: 90 %
    missing: MISSING
    sample: {SAMPLE}
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
  other:
    weight: 40 %
    unit: percent
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
"""
)
PEOPLE = "participant,team\nana,north\nben,north\ncleo,south\n"
OWNERS = ("ana,", "ben,", "cleo,", ",north", ",south", "*,")
below = st.sampled_from(["error", "zero", "at-target", "reweight", "hold", "team", "company"])
samples = st.one_of(
    below.map(lambda word: f"min: 10, below: {word}"),
    st.sampled_from(["team", "company", "target"]).map(lambda word: f"credibility: 64, towards: {word}"),
    st.tuples(below, st.sampled_from(["team", "target"])).map(
        lambda pair: f"min: 10, below: {pair[0]}, credibility: 5, towards: {pair[1]}"
    ),
)
counts = st.sampled_from(
    ["80 %,,,9", "80 %,,,10", "90 %,,,16", ",,,0", ",,,", ",,,30", ",7,9,", ",7,10,", ",0,0,", ",1,3,45/92"]
)


@settings(deadline=None, max_examples=60)
@given(st.data(), samples)
def test_few_answers_are_paid_as_the_page_says(data: st.DataObject, sample: str) -> None:
    same = next(
        (one for one in ("zero", "at-target", "reweight", "hold") if f"below: {one}" in sample), "error"
    )
    missing = data.draw(st.sampled_from(["error", same]))
    plan = PLAN.replace("SAMPLE", sample).replace("MISSING", missing)
    rows = [f"{owner},csat,{data.draw(counts)}" for owner in OWNERS if data.draw(st.integers(0, 9))]
    rows += [f"{one},,other,50 %,,," for one in ("ana", "ben", "cleo")]
    text = "\n".join(["participant,team,kpi,value,numerator,denominator,n", *rows, ""])
    ran = compute(plan, [text.encode()], PEOPLE.encode())
    try:
        other = consult(
            plan, list(csv.DictReader(io.StringIO(text))), list(csv.DictReader(io.StringIO(PEOPLE)))
        )
    except Refused:
        other = None
    assert (ran.results is None) == (other is None), [str(one.message) for one in ran.diagnostics]
    if ran.results is None or other is None:
        return
    for at, one in enumerate(ran.results.facts.people):
        steps = other.people[one.id].steps
        assert ran.results.people["total"][at] == steps["total"]
        assert ran.results.rows["csat.actual"][one.rows[0]] == steps.get("csat.actual")
