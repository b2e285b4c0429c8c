"""Statements made for tests: of a run, of a published case, of a random plan."""

from __future__ import annotations

import io
from pathlib import Path

import yaml
from agreement import ask_engine
from engine import compute_folder, plans_of as random_plans
from readers import ROOT, Ran
from strategies import Scenario

from csvariable.documents.formats import Look
from csvariable.documents.origins import Origins
from csvariable.documents.pay_statement import PayStatement
from csvariable.documents.result import Heading, PlanFile
from csvariable.documents.view import View
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.reading import read
from csvariable.reading.roles import role_document
from csvariable.speech.language import Language
from csvariable.text import Document
from csvariable.text.parsing import parse

CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
HASH = "0" * 64


def statements(
    results: Results, plans: Plans, document: Document, language: Language = "en"
) -> list[PayStatement]:
    """The statement of each person."""
    everybody = range(len(results.facts.people))
    view = View(results, plans, language, everybody, "Plan")
    documents = {
        role: document if role is None else role_document(document, role) or document
        for role in dict.fromkeys(results.facts.roles)
    }
    origins = Origins(documents, results.facts, "default")
    heading = Heading(PlanFile("plan.yaml", HASH), "Plan", (), results.facts.period, plans.base.currency)
    return [PayStatement(view, at, heading, origins) for at in everybody]


def of(ran: Ran, language: Language = "en") -> list[PayStatement]:
    """The statement of each person of a run."""
    return statements(ran.results, ran.plans, ran.document, language)


def text_of(one: PayStatement) -> str:
    """A statement in a pipe."""
    stream = io.StringIO()
    one.show(stream, Look())
    return stream.getvalue()


def statements_of_case(folder: Path) -> list[PayStatement]:
    """The statements of a published case."""
    found: list[PayStatement] = []
    for one in yaml.load((folder / "expected.yaml").read_text("utf-8"), yaml.CSafeLoader)["runs"]:
        document, _ = parse((folder / one["plan"]).read_bytes(), "plan.yaml")
        assert document is not None
        reading = read(document)
        assert reading.plan is not None
        plans = Plans(reading.plan, reading.roles)
        done = compute_folder(folder, one)
        if done.results is not None:
            found += statements(done.results, plans, document)
    return found


def random_statements(scenario: Scenario) -> list[PayStatement]:
    """The statements of a scenario; none where it cannot be paid."""
    plans, _ = random_plans(scenario.text)
    document, _ = parse(scenario.text, "plan.yaml")
    ran = ask_engine(scenario)
    if plans is None or document is None or ran.results is None:
        return []
    return statements(ran.results, plans, document)
