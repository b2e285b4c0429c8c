"""How long a page of `explore` takes to repaint after a move: 200 people, 4 KPIs, measured in the page.

bench/explore.py        needs Chromium; prints the median and the most of 60 moves of each kind
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

PEOPLE, KPIS, MOVES = 200, 4, 60
MOVED = {"a result": ("k0", "k1"), "the plan": ("p0", "p1", "p2", "p3", "p26")}
"""What is moved: results; the target incentive, the cap, a bound, a rate, and two weights."""
CURVE = "{of: actual, linear: [{at: 60 %, pays: 0 %}, {at: 90 %, pays: 100 %}, {at: 110 %, pays: 180 %}]}"

MOVE = (
    """async (ids) => {
  const found = [];
  for (let turn = 0; turn < %d / ids.length; turn++) for (const id of ids) {
    const slider = document.getElementById(id), before = performance.now();
    slider.value = Number(slider.min) + (turn * 7919) %% (Number(slider.max) - Number(slider.min) + 1);
    slider.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();  // the page is laid out anew before the clock is read
    found.push(performance.now() - before);
    await new Promise(requestAnimationFrame);
  }
  return found;
}"""
    % MOVES
)


def write(folder: Path) -> None:
    """Write a plan and its files."""
    rng = random.Random(1)  # noqa: S311 - figures for a measurement
    weights = [25] * KPIS
    kpis = "".join(
        f"  k{at}: {{weight: {one} %, unit: percent, curve: {CURVE}}}\n" for at, one in enumerate(weights)
    )
    plan = f"csvariable: 1\nname: Plan\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 2500\ncap: 150 %\nkpis:\n{kpis}"
    (folder / "plan.yaml").write_text(plan, "utf-8")
    rows = [",".join(["participant", "team", *(f"k{at}" for at in range(KPIS))])]
    rows += [
        ",".join([f"p{at}", f"t{at % 20}", *(f"{rng.randint(600, 1200) / 10} %" for _ in range(KPIS))])
        for at in range(PEOPLE)
    ]
    (folder / "kpis.csv").write_text("\n".join(rows) + "\n", "utf-8")


def repaints() -> dict[str, list[float]]:
    """Write the page and move its sliders; return the milliseconds of each move, by what is moved."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        write(folder)
        files = ["plan.yaml", "kpis.csv", "--plan", "-o", "page.html"]
        subprocess.run([sys.executable, "-m", "csvariable", "explore", *files], cwd=folder, check=True)
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((folder / "page.html").as_uri())
        found = {what: page.evaluate(MOVE, list(ids)) for what, ids in MOVED.items()}
        browser.close()
        return found


def main() -> None:
    """Print the milliseconds."""
    for what, found in repaints().items():
        print(f"{what}: median {median(found):.1f} ms, most {max(found):.1f} ms of {len(found)} moves")


if __name__ == "__main__":
    main()
