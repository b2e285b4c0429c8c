"""Lines of an explanation that would only say again what stands above them are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from csvariable.cli import run

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
CONTEST = HEAD + "kpis:\n  sold: {unit: money}\nbonuses:\n  race: {rank: {by: sold, top: 1}, pays: [500]}\n"
POOLED = (
    HEAD
    + """target_incentive: 1000
kpis:
  nrr:
    weight: 100 %
    unit: percent
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
pool:
  both: {amount: earned, by: uniform, scope: company}
"""
)


@pytest.mark.parametrize(
    ("files", "said", "unsaid"),
    [
        ((CONTEST, "participant,sold\nana,1200\nben,900\n"), "place 1 of 2", "€0.00 €0.00"),
        (
            (POOLED, "participant,nrr\nana,75 %\nben,25 %\n"),
            "earned, replaced by the pool −€750.00 −€750.00 (plan.yaml:12)",
            "−€750.00 = −€750.00",
        ),
    ],
)
def test_what_stands_above_is_not_said_again(
    files: tuple[str, str], said: str, unsaid: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / name for name in ("plan.yaml", "kpis.csv")]
    for path, text in zip(paths, files, strict=True):
        path.write_text(text, "utf-8")
    assert run(["explain", *map(str, paths), "--csm", "ana", "--width", "100"]) == 0
    shown = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    assert said in shown
    assert unsaid not in shown.split(" total ", 1)[0]
