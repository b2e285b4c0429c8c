# Needs make and python3 (3.11 or newer). Everything else goes into .venv.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO   := examples/demo

# pytest options, for instance: make test ARGS="-k rounding -x"
ARGS   ?=
# processes for the tests, each of which begins with a half of them and helps where the other is late
JOBS   ?= auto
# ends of the ranges of versions: make newest ENDS=oldest
ENDS   ?= newest oldest

# What is compiled is kept, whatever the shell says: a test that starts the program would compile it again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test coverage outside engines lint types catalogue accept fuzz bench mutants lock update newest wheel clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ------------------------------------------------------------- environments

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "csvariable needs Python 3.11 or newer: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# What is installed stands in requirements/, each version with its hashes; the project itself is
# built with a backend that is locked as well.
LOCKED = $(PIP) install --require-hashes --requirement requirements/$(1).txt \
	  && $(PIP) install --no-deps --no-build-isolation --editable .

$(VENV)/.run: pyproject.toml requirements/run.txt | $(BIN)/python
	$(call LOCKED,run)
	@touch $@

$(VENV)/.dev: pyproject.toml requirements/dev.txt | $(BIN)/python
	$(call LOCKED,dev)
	@touch $@ $(VENV)/.run

$(VENV)/.bench: pyproject.toml requirements/bench.txt | $(BIN)/python
	$(call LOCKED,bench)
	@touch $@ $(VENV)/.dev $(VENV)/.run

$(VENV)/.engines: pyproject.toml requirements/engines.txt | $(BIN)/python
	$(call LOCKED,engines)
	@touch $@ $(VENV)/.dev $(VENV)/.run

$(VENV)/.update: requirements/update.txt | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements/update.txt
	@touch $@

# --------------------------------------------------------------------- uses

demo: $(VENV)/.run  ## pay a small team, then explain one person
	$(BIN)/csvariable compute $(DEMO)/plan.yaml $(DEMO)/kpis.csv --people $(DEMO)/people.csv --details
	$(BIN)/csvariable explain $(DEMO)/plan.yaml $(DEMO)/kpis.csv --people $(DEMO)/people.csv \
	  --csm "$$(sed -n 's/^\([^,;]*\)[,;].*/\1/; 2p' $(DEMO)/people.csv)"

# One order of sets, so that the same tests reach the same branches each time; fuzz leaves it free.
test: lint types  ## all checks: style, types, architecture, tests
	PYTHONHASHSEED=0 $(BIN)/pytest -n $(JOBS) --dist worksteal -m "not fuzz" $(ARGS)

# Followed, a test takes twice as long: those that ask the whole program are left out, so each line
# and each branch of the core is reached by a test that is about it.
coverage: $(VENV)/.dev  ## the tests of parts reach every line and branch of the core
	PYTHONHASHSEED=0 $(BIN)/pytest -q -n $(JOBS) --dist worksteal -m "not fuzz and not slow" --cov --cov-report=term $(ARGS)

outside: $(VENV)/.dev  ## pages in a real browser, workbooks in a real office suite
	PYTHONHASHSEED=0 $(BIN)/pytest -q -p no:cacheprovider tests/outside $(ARGS)

engines: $(VENV)/.engines  ## rows in PostgreSQL (PGHOST, PGUSER, PGPASSWORD, PGDATABASE) and in Spark (Java 17)
	PYTHONHASHSEED=0 $(BIN)/pytest -q -p no:cacheprovider tests/engines $(ARGS)

lint: $(VENV)/.dev  ## style and architecture
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports

types: $(VENV)/.dev  ## mypy, strict
	$(BIN)/mypy

accept: $(VENV)/.dev  ## rewrite the expected output of the transcripts; review the diff
	CSVARIABLE_ACCEPT=1 $(BIN)/pytest -q tests/test_transcripts.py tests/test_picture.py tests/test_rendered.py \
	  tests/rules/test_catalogue.py $(ARGS)

catalogue: $(VENV)/.dev  ## gather the messages of the source and compile the catalogues
	$(BIN)/python tools/catalogue.py update

fuzz: $(VENV)/.dev  ## hostile inputs, in quantity
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m fuzz -p no:cacheprovider --hypothesis-seed=random $(ARGS)

bench: $(VENV)/.bench  ## start-up and speed, against others
	$(BIN)/python bench/run.py $(ARGS)
	$(BIN)/python bench/what_if.py
	$(BIN)/python bench/growth.py
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/rows.py
	$(BIN)/python bench/warehouse.py

mutants: $(VENV)/.dev  ## mutation testing of the core: docs/mutants.md
	nice -n 10 $(BIN)/python tests/mutants.py $(ARGS)

lock: $(VENV)/.update  ## make requirements/ fit pyproject.toml; versions that fit stay
	$(BIN)/python tools/lock.py

update: $(VENV)/.update  ## renew requirements/: the newest versions that pyproject.toml allows
	$(BIN)/python tools/lock.py upgrade

newest: $(VENV)/.update  ## the tests with the newest and with the oldest versions that pyproject.toml allows
	set -e; for end in $(ENDS); do \
	  rm -rf $(VENV)/$$end; \
	  $(BIN)/python tools/lock.py $$end > $(VENV)/$$end.txt; \
	  $(BIN)/python -m venv $(VENV)/$$end; \
	  $(BIN)/uv pip install --quiet --python $(VENV)/$$end/bin/python --requirement $(VENV)/$$end.txt; \
	  $(BIN)/uv pip install --quiet --python $(VENV)/$$end/bin/python --no-deps --no-build-isolation --editable .; \
	  PYTHONHASHSEED=0 $(VENV)/$$end/bin/python -m pytest -n $(JOBS) --dist worksteal -m "not fuzz" -p no:cacheprovider $(ARGS); \
	done

wheel: $(VENV)/.dev  ## build the source archive and the wheel in dist/
	$(BIN)/python -m build --outdir dist .

clean:  ## remove all that can be made again
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .hypothesis .mypy_cache \
	  .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
