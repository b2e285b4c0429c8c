"""The block that `inspect` prints of each sample export, pasted into a plan with what only its user knows."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest
from pasted import pasted

from csvariable.kernel.diagnostic import Route

DATA = Path(__file__).parents[1] / "data"
SAMPLES = [*sorted((DATA / "exports").iterdir()), DATA / "workbooks" / "excel_kpi.xlsx"]
PARIS: dict[Route, object] = {("date", "zone"): "Europe/Paris"}
PORTFOLIO: dict[Route, object] = {("assign",): "portfolio"}
SHEET = {"csat": F(563, 600), "nps": F(10), "ecart": F(-823), "delai-1re-reponse": F(10315, 18),
         "arr-renouvele": F(61734567, 10)}  # fmt: skip
"""What the three French sheets hold: 95 %, 86.5 %, 100 %; 50, -20, 0; 12.50, 0, -2,481.50 ..."""
ANSWERS: dict[str, dict[Route, object]] = {
    "chargebee_subscriptions": {
        **PORTFOLIO,
        ("date",): {"column": "subscriptions.started_at", "format": "DD-MMM-YYYY hh:mm", "zone": "UTC"},
    },
    "delighted_responses": {
        ("where",): {"survey_type": "nps"},
        ("columns", "score"): {"column": "score", "unit": "score", "range": ["0", "10"]},
    },
    "freshdesk_tickets": {("date",): {"column": "Resolved time", "zone": "Europe/Paris"}},
    "gainsight_nps_load_sfdc": PORTFOLIO,
    "gainsight_nps_responses": {**PORTFOLIO, ("where",): {"Survey Name": "NPS H1"}},
    "hubspot_deals": {**PARIS, ("where",): {"Deal Stage": "Closed won", "Pipeline": "Renewals Pipeline"}},
    "hubspot_deals_excel_resaved_utf16": {**PARIS, ("where",): {"Deal Stage": "Closed won"}},
    "hubspot_survey_responses": {
        **PARIS,
        ("where",): {"Survey type": "NPS"},
        ("columns", "score"): {"column": "Rating", "unit": "score", "range": ["0", "10"]},
    },
    "hubspot_tickets": {("date",): {"column": "Close date", "zone": "Europe/Paris"}},
    "intercom_conversations": {
        ("decimal",): ".",
        ("date",): {"column": "Conversation started at (America/New_York)", "zone": "America/New_York"},
    },
    "intercom_csat": {("date",): {"column": "Updated at (America/New_York)", "zone": "America/New_York"}},
    "planhat_companies": {("participant",): {"column": "Owner", "by": "name"}},
    "salesforce_report_details": {
        ("date",): {"column": "Close Date", "format": "MM/DD/YYYY"},
        ("where",): {"Stage": "Closed Won"},
    },
    "stripe_subscriptions": {
        ("date",): {"column": "Created (UTC)", "zone": "UTC"},
        ("where",): {"Status": "active"},
    },
    "surveymonkey_two_row_header": {
        ("participant",): "Custom Data 1",
        ("date",): {"column": "End Date", "format": "MM/DD/YYYY hh:mm:ss AM", "zone": "Europe/Paris"},
    },
    "typeform_nps": {("participant",): {"column": "Network ID"}},
    "zendesk_tickets_legacy_csv": {
        ("date",): {"column": "Solved at", "zone": "Europe/Paris"},
        ("columns", "reply"): {"column": "First reply time in minutes", "unit": "minutes"},
    },
}
"""What a file cannot say, as its user would."""
YEARS = {"chargebee_subscriptions": "2024"}
FOOTER = {"footer": F(1)}
MEANS: dict[str, tuple[dict[str, F], dict[str, F]]] = {
    "chargebee_subscriptions": ({"rows": F(1), "mrr": F(0)}, {"outside": F(1)}),
    "churnzero_accounts": ({"rows": F(3), "amount": F(63001, 6), "licences": F(45)}, {}),
    "delighted_responses": ({"rows": F(2), "score": F(8)}, {"filtered": F(1)}),
    "excel_fr_cp1252_semicolon": ({"rows": F(3), **SHEET}, FOOTER),
    "excel_fr_utf8_bom_nnbsp": ({"rows": F(3), **SHEET}, FOOTER),
    "excel_sep_line": ({"rows": F(2), "nps": F(15)}, {}),
    "freshdesk_tickets": ({"rows": F(2), "reply": F(31, 6), "solved": F(39541, 720)}, {"no-date": F(1)}),
    "front_messages": ({"rows": F(1), "reply": F(31, 6)}, {"filtered": F(1)}),
    "gainsight_nps_load_sfdc": ({"rows": F(2), "score": F(6)}, {}),
    "gainsight_nps_responses": ({"rows": F(2), "score": F(6)}, {}),
    "google_sheets_fr": ({"rows": F(3), **SHEET}, FOOTER),
    "hostile_cells": ({"rows": F(12), "nps": F(55, 3)}, {}),
    "hubspot_deals": ({"rows": F(1), "amount": F(24000)}, {"filtered": F(3)}),
    "hubspot_deals_excel_resaved_utf16": ({"rows": F(2), "amount": F(63001, 4)}, {}),
    "hubspot_survey_responses": ({"rows": F(2), "score": F(8)}, {"filtered": F(3)}),
    "hubspot_tickets": ({"rows": F(2), "reply": F(391, 12), "solved": F(23131, 720)}, {"no-date": F(1)}),
    "intercom_conversations": ({"rows": F(3), "score": F(9, 2), "reply": F(5785, 8)}, {}),
    "intercom_csat": ({"rows": F(2), "score": F(9, 2)}, {"filtered": F(1)}),
    "kpis_long": (
        {"rows": F(5), "value": F(15), "numerator": F(24401, 3), "denominator": F(36440, 3)},
        {},
    ),
    "kpis_wide": (
        {"rows": F(3), "nps": F(15), "csat-good": F(401, 3), "csat-total": F(440, 3),
         "renewed-arr": F(63001, 6), "renewable-arr": F(44000, 3), "onboarding-days": F(87, 4)},
        {},
    ),
    "planhat_companies": ({"rows": F(3), "health": F(11, 3), "arr": F(63001, 6)}, {}),
    "salesforce_report_details": ({"rows": F(2), "amount": F(63001, 4)}, {"footer": F(3), "filtered": F(1)}),
    "sheet_with_title_and_total": ({"rows": F(2), "nps": F(15), "csat": F(363, 4)}, FOOTER),
    "stripe_subscriptions": ({"rows": F(1), "arr": F(2160)}, {"filtered": F(1), "outside": F(1)}),
    "surveymonkey_two_row_header": ({"rows": F(2), "score": F(8)}, {}),
    "typeform_nps": ({"rows": F(2), "score": F(8)}, {"filtered": F(1)}),
    "vitally_accounts": ({"rows": F(3), "mrr": F(65626, 75), "health": F(113, 20)}, {}),
    "zendesk_explore_agents": (
        {"rows": F(3), "good": F(401, 3), "rated": F(440, 3), "tickets": F(2203, 3)},
        FOOTER,
    ),
    "zendesk_tickets_legacy_csv": (
        {"rows": F(4), "satisfaction": F(1, 2), "reopened": F(0), "reply": F(96)},
        {},
    ),
}  # fmt: skip
"""By hand: the number of rows, the mean of each column that counts, and the rows that are left out."""
REFUSED = {
    "excel_kpi": [
        "KPI T1!A3 row 3 is hidden, and it holds values",
        "KPI T1!A6 the cells A6 to B6 are merged: only the first has a value",
        "KPI T1!D6 the formula `=SUM(D2:D4)` has no stored result",
    ],
    "values_zoo": [
        "4:4 `95,5 %` and `95.5%` do not have the same decimal mark",
        "3:13 `1234.5` and `1 234,50 €` do not have the same decimal mark",
    ],
}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_block_pasted_with_its_answers_is_read(path: Path) -> None:
    found = pasted(path.read_bytes(), path.name, ANSWERS.get(path.stem), YEARS.get(path.stem, "2025"))
    if path.stem in REFUSED:
        assert found.refused == REFUSED[path.stem]
        return
    means, left = MEANS[path.stem]
    assert (found.refused, found.means, found.left) == ([], means, left)
