"""Pictures of pages as people see them: drift fails, CSVARIABLE_ACCEPT=1 writes them anew."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Literal

import pytest
from browser import opened
from readers import DEMO, ROOT

from csvariable.cli import run

FOLDER = ROOT / "docs" / "pages"
RUN = [str(DEMO / "plan.yaml"), str(DEMO / "kpis.csv"), "--people", str(DEMO / "people.csv")]
BACK = ROOT / "examples" / "back-test"
PERIODS = [str(BACK / "plan.yaml"), str(BACK / "kpis.csv"), "--people", str(BACK / "people.csv")]
Shot = tuple[list[str], int, int, Literal["light", "dark"]]
SHOTS: dict[str, Shot] = {
    "statement": (["statement", *RUN, "--csm", "chloe"], 820, 1160, "light"),
    "statement-phone": (["statement", *RUN, "--csm", "chloe", "--lang", "fr"], 390, 844, "dark"),
    "booklet": (["booklet", str(DEMO / "plan.yaml"), "--lang", "en"], 820, 1160, "light"),
    "explore": (["explore", *RUN, "--plan"], 1200, 1100, "light"),
    "report": (["report", *PERIODS], 820, 1160, "light"),
    "report-phone": (["report", *PERIODS], 390, 844, "dark"),
    "explore-phone": (["explore", *RUN, "--plan"], 390, 844, "light"),
    "diff": (["diff", *PERIODS[:1], str(BACK / "next.yaml"), *PERIODS[1:]], 820, 1000, "dark"),
    "budget": (["budget", *PERIODS, "--draws", "200", "--limit", "20000"], 820, 1160, "light"),
    "statement-a4": (["statement", *RUN, "--csm", "chloe", "--lang", "fr"], 794, 1123, "dark"),
}
ALLOWED = 0.03
"""The part of the points that may differ: fonts are not drawn alike by every version of a browser."""

DIFFERING = """async ([one, other]) => {
  const points = async (data) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), drawn = canvas.getContext("2d");
    drawn.drawImage(image, 0, 0);
    return [image.width, image.height, drawn.getImageData(0, 0, image.width, image.height).data];
  };
  const [w, h, a] = await points(one), [w2, h2, b] = await points(other);
  if (w !== w2 || h !== h2) return 1;
  let found = 0;
  for (let at = 0; at < a.length; at += 4) {
    const apart = [0, 1, 2].reduce((sum, part) => sum + Math.abs(a[at + part] - b[at + part]), 0);
    if (apart > 96) found++;
  }
  return found / (w * h);
}"""


@pytest.mark.parametrize("name", SHOTS)
def test_a_page_looks_as_it_did(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command, width, height, scheme = SHOTS[name]
    page_file, kept = tmp_path / "page.html", FOLDER / f"{name}.png"
    assert run([*command, "-o", str(page_file)]) == 0
    text = page_file.read_text("utf-8").replace(f"{ROOT}/", "")
    page_file.write_text(text, "utf-8")
    with opened(width, height, scheme) as page:
        page.emulate_media(media="print" if name.endswith("-a4") else "screen", color_scheme=scheme)
        page.goto(page_file.as_uri())
        made = page.screenshot()
        if os.environ.get("CSVARIABLE_ACCEPT"):
            kept.write_bytes(made)
        pair = [base64.b64encode(one).decode() for one in (kept.read_bytes(), made)]
        page.goto("about:blank")
        assert page.evaluate(DIFFERING, pair) <= ALLOWED
