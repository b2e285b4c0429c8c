"""Pages in a real browser: what people see, by hand and by keyboard, with nothing from a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import opened
from readers import DEMO, ROOT

from csvariable.cli import run

PLAN, KPIS = str(DEMO / "plan.yaml"), str(DEMO / "kpis.csv")
RUN = [PLAN, KPIS, "--people", str(DEMO / "people.csv")]
BACK = ROOT / "examples" / "back-test"
PERIODS = [str(BACK / "plan.yaml"), str(BACK / "kpis.csv"), "--people", str(BACK / "people.csv")]
PAGES = {
    "statement": ["statement", *RUN, "--csm", "chloe"],
    "booklet": ["booklet", PLAN, "--lang", "en"],
    "explore": ["explore", *RUN, "--plan"],
    "explore-one": ["explore", *RUN, "--csm", "chloe"],
    "report": ["report", *PERIODS],
    "simulate": ["simulate", *RUN, "--set", "kpis.csat.curve.lookup[1].pays=80 %"],
    "diff": ["diff", *PERIODS[:1], str(BACK / "next.yaml"), *PERIODS[1:]],
    "budget": ["budget", *PERIODS, "--draws", "50", "--limit", "25000"],
}

HIDDEN = """() => Array.from(document.querySelectorAll(".scroll"))
  .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)"""
"""The tables that are wider than the page."""


def made(name: str, folder: Path, *more: str) -> str:
    """A page in a file; its address."""
    file = folder / f"{name}.html"
    assert run([*PAGES[name], *more, "-o", str(file)]) == 0
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_nobody_out(
    name: str, width: int, scheme: Literal["light", "dark"], tmp_path: Path
) -> None:
    """No finding of axe, nothing that runs out of the page on a phone, no table that hides a part of it."""
    with opened(width, 800, scheme) as page:
        page.goto(made(name, tmp_path))
        found = Axe().run(page)
        told = [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]]
        assert told == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(HIDDEN) == []


@pytest.mark.parametrize("name", ["statement", "booklet"])
def test_a_page_is_read_without_scripts_and_prints_on_a4(name: str, tmp_path: Path) -> None:
    address = made(name, tmp_path)
    with opened(java_script_enabled=False) as page:
        page.goto(address)
        assert page.locator("h1").count() == 1
        paper = page.pdf(prefer_css_page_size=True)
    box = re.search(rb"/MediaBox ?\[0 0 (\d+)[\d.]* (\d+)", paper)
    assert box is not None
    assert (int(box[1]), int(box[2])) in {(594, 841), (595, 842), (595, 841), (594, 842)}


def test_a_person_moves_a_result_by_keyboard(tmp_path: Path) -> None:
    with opened() as page:
        page.goto(made("explore-one", tmp_path))
        assert page.inner_text("#total") == "€2,400.00"
        csat = page.get_by_role("slider", name="Customer satisfaction")
        csat.focus()
        while csat.get_attribute("aria-valuetext") != "80\u00a0%":
            page.keyboard.press("ArrowRight")
        assert page.inner_text("#total") == "€3,400.00"  # the tier, and the gate that opens
        assert page.inner_text("#difference") == "+€1,000.00 against €2,400.00"
        lines = page.locator("#lines tr").all_inner_texts()
        assert "Customer satisfaction · payout rate\tthe curve at 80 %, from 80 % on\t50 %" in [
            line.replace("\u00a0", " ").replace("\n", "") for line in lines
        ]
        assert "Customer satisfaction · payout\t€500.00 × 50 %\t€250.00" in [
            line.replace("\u00a0", " ").replace("\n", "") for line in lines
        ]
        page.get_by_role("button").click()
        assert page.inner_text("#total") == "€2,400.00"


def test_a_leader_moves_the_plan_and_takes_the_command_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened() as page:
        page.goto(made("explore", tmp_path))
        assert page.inner_text("#cost") == "€18,385.38"
        page.get_by_label("Its form").select_option(label="without the cap of the plan")
        assert page.get_by_role("slider", name="The cap of the plan").is_disabled()
        assert page.inner_text("#cost") == "€18,860.38"  # the cap took €475.00
        page.get_by_label("What Net revenue retention pays at 115 %", exact=True).focus()
        for _ in range(10):
            page.keyboard.press("ArrowRight")
        page.get_by_label("The weight of Net revenue retention ↔ the weight of Adoption").focus()
        page.keyboard.press("ArrowLeft")
        cost, sets = page.inner_text("#cost"), page.inner_text("#sets")
        assert "#" not in sets
        page.get_by_role("slider", name="Customer satisfaction").first.focus()
        page.keyboard.press("End")
        assert "# results that were moved by hand are not in it" in page.inner_text("#sets")
    options = re.findall(r"--set '([^']+)'", sets)
    assert options == [
        "cap=null",
        "kpis.nrr.curve.linear[2].pays=260 %",
        "kpis.nrr.weight=49 %",
        "kpis.adoption.weight=31 %",
    ]
    capsys.readouterr()
    asked = [part for one in options for part in ("--set", one)]
    assert run(["simulate", *RUN, *asked]) == 0
    assert cost in capsys.readouterr().out


def test_bounds_that_pass_one_another_are_refused_and_none_is_guessed(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    text = (DEMO / "plan.yaml").read_text("utf-8").partition("examples:")[0]
    plan.write_text(text.replace("at: 95 %, pays: 0 %", "at: 101.5 %, pays: 0 %"), "utf-8")
    file = tmp_path / "page.html"
    assert run(["explore", str(plan), *RUN[1:], "--plan", "-o", str(file)]) == 0
    with opened() as page:
        page.goto(file.as_uri())
        before = page.inner_text("#cost")
        for bound, key in (("101.5 %", "End"), ("105 %", "Home")):
            page.get_by_label(f"What Net revenue retention pays at {bound} (its bound)").focus()
            page.keyboard.press(key)
        assert page.inner_text("#cost") == "these values cannot be paid"
        assert page.inner_text("#cost-difference") == "bounds pass one another: that is no plan"
        page.get_by_role("button").click()
        assert page.inner_text("#cost") == before


def test_a_page_of_one_person_holds_nobody_else(tmp_path: Path) -> None:
    text = Path(made("explore-one", tmp_path).removeprefix("file://")).read_text("utf-8")
    others = ("ana", "ben", "david", "emma", "frank", "Costa", "Carter", "Kim", "Rossi", "Weber")
    data = text.partition('id="data">')[2].partition("</script>")[0]
    assert "chloe" in data
    assert [name for name in others if re.search(rf"\b{name}\b", data)] == []
    assert "10837" not in data  # ana's retention, as a fraction


def test_names_cannot_end_the_script_that_they_stand_in(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        (DEMO / "people.csv").read_text("utf-8").replace("Chloe Dubois", "</script><b>"), "utf-8"
    )
    file = tmp_path / "page.html"
    assert run(["explore", PLAN, KPIS, "--people", str(people), "--plan", "-o", str(file)]) == 0
    with opened() as page:
        page.goto(file.as_uri())
        assert page.locator("b").count() == 0
        page.get_by_label("Person").select_option(label="</script><b>")
        assert page.inner_text("#total") == "€2,400.00"
