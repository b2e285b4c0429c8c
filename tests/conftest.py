"""How the tests are run: how many examples of the laws, with what from outside, on which day."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
import yaml
from hypothesis import HealthCheck, settings

import csvariable

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
settings.register_profile(
    "ci", max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=SLOW
)
settings.register_profile(
    "fuzz", max_examples=4000, deadline=None, database=None, suppress_health_check=SLOW, print_blob=True
)


ENVIRONMENT = (
    *("LANG", "LC_ALL", "LC_MESSAGES", "CSVARIABLE_LANG", "CSVARIABLE_DEBUG"),
    *("NO_COLOR", "FORCE_COLOR", "CI", "GITHUB_ACTIONS"),
)
"""What the program reads of its environment: of whoever runs the tests nothing is taken over."""


@pytest.fixture(autouse=True)
def bare_environment() -> Iterator[None]:
    """Run each test in no language, without a wish for colour, on no machine that integrates."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ENVIRONMENT:
            patch.delenv(name, raising=False)
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Load the profile that the choice of tests asks for."""
    settings.load_profile("fuzz" if config.getoption("markexpr") == "fuzz" else "ci")
    gc.set_threshold(200_000, 20, 20)  # as the product does: a test is short


def pytest_sessionstart() -> None:
    """Load the whole package: the laws draw constants of what is loaded, and draw the same in any order."""
    for module in walk_packages(csvariable.__path__, "csvariable."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def pytest_collection_finish() -> None:
    """Leave what was collected alone: it lives as long as the tests do."""
    gc.freeze()


# What a shell may set and the product reads. Whoever starts the tests (a person in French, a
# runner that sets CI) sees the same results; a test that is about one of them sets it itself.
OF_A_SHELL = """
    CI CSVARIABLE_DEBUG CSVARIABLE_LANG LANGUAGE LC_ALL LC_MESSAGES LANG
    NO_COLOR FORCE_COLOR SOURCE_DATE_EPOCH COLUMNS
""".split()
for _name in OF_A_SHELL:
    os.environ.pop(_name, None)
# Plans say by which day they are looked at again: the tests run on one day, whatever the clock says.
os.environ["SOURCE_DATE_EPOCH"] = "1795910400"  # 29 November 2026


class _Shallow(yaml.SafeLoader):
    """A parser with a limit on nesting that is hardly above that of a plan."""

    limit = 52

    def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
        """Refuse the bracket that opens one level too many."""
        if self.flow_level >= self.limit:
            raise yaml.scanner.ScannerError("while nesting", None, "too much", self.get_mark())
        super().fetch_flow_collection_start(token)

    def add_indent(self, column: int) -> bool:
        """Refuse the line that is indented one level too many."""
        if len(self.indents) >= self.limit:
            raise yaml.scanner.ScannerError("while nesting", None, "too much", self.get_mark())
        return super().add_indent(column)


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader, _Shallow], ids=["c", "python", "shallow"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The parsers of YAML, one after the other: a text means the same to all of them."""
    from csvariable.text import events

    monkeypatch.setattr(events, "LOADER", request.param)
    return str(request.param.__name__)
