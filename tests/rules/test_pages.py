"""Every rule has a page, and its page is true: one plan that fails and one that passes."""

from __future__ import annotations

import pkgutil
import re

import pytest
from transcript import ROOT

from csvariable import rules
from csvariable.kernel.diagnostic import Diagnostic
from csvariable.reading import read
from csvariable.rules.manual import examples, parts, whole
from csvariable.rules.shapes import PAGES, TEXTS
from csvariable.speech.catalogue import in_rule
from csvariable.speech.rule_pages import first_sentence, page_text
from csvariable.text import parse, written

SHOWN = [name for name in rules.names() if name not in TEXTS]


def diagnostics(plan: str) -> tuple[Diagnostic, ...]:
    document, problems = parse(plan, "plan.yaml")
    assert document is not None, problems
    return read(document).diagnostics


def found(plan: str) -> dict[str, str]:
    """The rules that speak of a plan, with their severity."""
    return {problem.rule: problem.severity.value for problem in diagnostics(plan)}


def test_every_module_that_is_no_helper_is_a_rule() -> None:
    found = list(pkgutil.iter_modules(rules.__path__))
    modules = {one.name for one in found if not one.ispkg}
    assert modules > rules.NO_RULES
    for part in (one.name for one in found if one.ispkg):
        modules |= {one.name for one in pkgutil.iter_modules([f"{rules.__path__[0]}/{part}"])}
    assert {name.replace("_", "-") for name in modules - rules.NO_RULES} == set(rules.rules())
    assert all(callable(rule.check) and rule.__doc__ for rule in rules.rules().values())


def test_what_a_field_refuses_has_a_page() -> None:
    """The names are literals where the problems are raised."""
    raised = {
        name
        for path in (ROOT / "src" / "csvariable" / "plan").glob("*.py")
        for name in re.findall(r'problem\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert raised - set(rules.names()) == set()


def test_shapes_and_rules_have_names_of_their_own() -> None:
    assert not set(PAGES) & set(rules.rules())


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_says_why_and_shows_both(name: str) -> None:
    page = rules.page(name)
    assert page is not None
    first = page.partition("\n\n")[0]
    assert first.endswith(".")
    assert "\n" not in first or len(first) < 220
    assert [fails for fails, _ in examples(page)] == [True, False]


@pytest.mark.parametrize("name", SHOWN)
def test_the_plan_that_fails_fails_and_the_other_passes(name: str) -> None:
    (_, bad), (_, good) = examples(rules.page(name) or "")
    failing, passing = found(whole(bad)), found(whole(good))
    assert name in failing
    assert name not in passing
    assert "error" not in passing.values()
    assert (failing[name] != "error") == (name in rules.pardoned())


def test_a_pardon_with_a_reason_is_heard() -> None:
    (_, bad), _ = examples(rules.page("too-many-kpis") or "")
    assert "too-many-kpis" in found(whole(bad))
    assert "too-many-kpis" not in found(whole(bad) + "allow: {too-many-kpis: agreed}\n")
    assert "too-many-kpis" in found(whole(bad) + 'allow: {too-many-kpis: ""}\n')


def test_pages_print_with_their_plans_indented() -> None:
    text = page_text("cliff", rules.page("cliff") or "", "en")
    assert text.startswith("cliff\n=====\n\nOne step")
    fails, passes = text.partition("\n\nPasses:\n\n")[::2]
    assert "lookup: [{from: 100 %, pays: 100 %}]" in fails.partition("\n\nFails:\n\n    kpis:\n")[2]
    assert passes.startswith("    kpis:\n")
    assert "linear" in passes
    assert "```" not in text


def test_there_is_no_page_for_what_is_no_rule() -> None:
    assert rules.page("no-such-rule") is None


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_problem_offers_to_write_mends_it(name: str) -> None:
    (_, bad), _ = examples(rules.page(name) or "")
    document, _ = parse(whole(bad), "plan.yaml")
    assert document is not None
    for problem in diagnostics(whole(bad)):
        if problem.rule == name and problem.fix is not None:
            mended = diagnostics(written(document, problem.fix))
            assert (str(problem.message), problem.at) not in [(str(one.message), one.at) for one in mended]


@pytest.mark.parametrize("name", rules.names())
def test_every_page_has_its_french(name: str) -> None:
    page = rules.page(name) or ""
    english, french = (page_text(name, page, language) for language in ("en", "fr"))
    said = [part for part in parts(page) if isinstance(part, str)]
    assert said
    assert all(in_rule(part, "fr") != part for part in said)
    assert french.split("\n")[:2] == english.split("\n")[:2]
    assert first_sentence(page, "fr") == in_rule(said[0], "fr")
    assert first_sentence(page, "fr").endswith(".")
