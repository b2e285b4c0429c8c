"""What is installed is what `pyproject.toml` allows: whole, held by hashes, the same everywhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name as canonical
from transcript import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FOLDER = ROOT / "requirements"
ENVIRONMENTS = ("run", "dev", "bench", "engines", "update")


def group(name: str) -> Iterator[Requirement]:
    """The requirements of a group and of those that it includes."""
    for one in PROJECT["dependency-groups"][name]:
        if isinstance(one, str):
            yield Requirement(one)
        else:
            yield from group(one["include-group"])


def asked(environment: str) -> list[Requirement]:
    """What `pyproject.toml` asks for in an environment."""
    if environment == "update":
        return list(group("update"))
    extras = PROJECT["project"].get("optional-dependencies", {})
    chosen = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
    if environment == "run":
        return [*chosen, *group("build")]
    whole = environment == "engines"
    parts = [one for name, extra in extras.items() for one in extra if whole or name != "spark"]
    wanted = [Requirement(one) for one in parts if not one.startswith(PROJECT["project"]["name"])]
    return [*chosen, *wanted, *group("dev" if whole else environment)]


def locked(environment: str) -> Mapping[str, list[Requirement]]:
    """The versions of a file of the lock by package; a package has several for several Pythons."""
    found: dict[str, list[Requirement]] = {}
    text = (FOLDER / f"{environment}.txt").read_text("utf-8")
    for entry in re.findall(r"^[^\s#].*?(?= \\$)", text, flags=re.MULTILINE):
        pinned = Requirement(entry)
        found.setdefault(canonical(pinned.name), []).append(pinned)
    return found


def version(pinned: Requirement) -> str:
    (held,) = pinned.specifier
    assert held.operator == "==", f"{pinned} is not held at one version"
    return held.version


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_requirement_is_locked_inside_its_range(environment: str) -> None:
    held = locked(environment)
    for wanted in asked(environment):
        versions = held.get(canonical(wanted.name), [])
        assert versions, f"{wanted.name} is not in requirements/{environment}.txt: run `make lock`"
        for pinned in versions:
            assert wanted.specifier.contains(version(pinned)), f"{pinned} is not {wanted}: run `make lock`"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_nothing_is_locked_that_is_no_longer_asked_for(environment: str) -> None:
    text = (FOLDER / f"{environment}.txt").read_text("utf-8")
    entries = re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)
    direct = {canonical(one.split("==")[0]) for one in entries if "(pyproject.toml" in one}
    assert direct == {canonical(one.name) for one in asked(environment)}, "run `make lock`"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_lock_names_versions_and_hashes_and_no_place(environment: str) -> None:
    """No index, no archive on some disk, no package without a hash."""
    text = (FOLDER / f"{environment}.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not re.fullmatch(r" *#.*", line)]
    pin = r"[a-z0-9.\-]+==[0-9a-z.+]+(?: ; [a-z_]+[^\\@:/]*)? \\"
    digest = r"    --hash=sha256:[0-9a-f]{64}(?: \\)?"
    assert [line for line in lines if not re.fullmatch(f"{pin}|{digest}", line)] == []
    hashed = re.findall(rf"^{pin}\n{digest}$", text, flags=re.MULTILINE)
    assert len(hashed) == sum(map(len, locked(environment).values()))
    assert hashed


@pytest.mark.parametrize(("smaller", "larger"), [("run", "dev"), ("dev", "bench"), ("dev", "engines")])
def test_a_package_has_one_version_in_all_environments(smaller: str, larger: str) -> None:
    held, all_ = locked(smaller), locked(larger)
    for name, pins in held.items():
        assert {version(one) for one in pins} == {version(one) for one in all_[name]}


def test_the_project_is_built_with_what_is_locked() -> None:
    assert [str(one) for one in group("build")] == PROJECT["build-system"]["requires"]


def test_the_lock_holds_for_every_python_of_the_project() -> None:
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=")
    named = [name.rpartition(" ")[2] for name in PROJECT["project"]["classifiers"] if "Python :: 3." in name]
    assert named[0] == lowest
    for python in named:
        for environment in ENVIRONMENTS:
            for name, pins in locked(environment).items():
                applied = [one for one in pins if one.marker is None or one.marker.evaluate(on(python))]
                assert len(applied) <= 1, f"{name} has two versions on Python {python}"
                assert applied or len(pins) == 1, f"{name} has no version on Python {python}"


def on(python: str) -> dict[str, str]:
    return {"python_version": python, "python_full_version": f"{python}.0"}
