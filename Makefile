# Every task of the project. `make demo` and `make test` are all a newcomer needs; each installs what it lacks.
# Before the first: apt install python3-venv make g++

UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
BIN := .venv/bin
INSTALLED := .venv/.installed

# The Python of the system serves; none is fetched behind the user's back.
export UV_PYTHON_DOWNLOADS := never

.PHONY: demo test check lint format types layers dependencies coverage docs mutate constraints clean help

demo: $(INSTALLED)            ## rank the sample cohort
	@$(BIN)/matcher demo

test: $(INSTALLED)            ## all tests and the examples in the docstrings; ARGS="-k name" selects
	$(BIN)/pytest -n auto $(ARGS)

check: lint types layers dependencies test  ## everything that must hold before a change is sent

lint: $(INSTALLED)            ## style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(INSTALLED)          ## put the formatting right
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

types: $(INSTALLED)           ## static types
	$(BIN)/mypy

layers: $(INSTALLED)          ## imports go down only
	$(BIN)/lint-imports --no-logo

dependencies: $(INSTALLED)    ## what is imported is declared, and what is declared is imported
	$(BIN)/deptry src

coverage: $(INSTALLED)        ## which lines and branches no test reaches
	$(BIN)/pytest -n auto --cov --cov-report=term-missing $(ARGS)

docs: $(INSTALLED)            ## write what the documentation takes from the package
	$(BIN)/python docs/generate.py

mutate: $(INSTALLED)          ## break the core on purpose; ARGS="matcher.scoring*" narrows the run
	@# Verdicts of an earlier run would outlive the tests that gave them, and an editable installation
	@# would be found before the mutants: the next task makes it again.
	rm -rf mutants $(INSTALLED)
	$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation .
	HYPOTHESIS_PROFILE=mutation $(BIN)/mutmut run $(ARGS)
	$(BIN)/mutmut results

constraints: | $(UV)          ## pin what pyproject.toml names and constraints.txt does not; ARGS=--upgrade renews all
	$(UV) pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-emit-index-url --quiet --output-file constraints.txt $(ARGS)

help:                         ## list these tasks
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*##/\t/' | expand -t 16

clean:                        ## remove everything that was built or installed
	rm -rf .venv .tools .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache \
	    .coverage htmlcov mutants build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp makes every later run quick: installation happens again only when a pin or the project changes.
$(INSTALLED): constraints.txt pyproject.toml | $(UV)
	rm -rf .venv
	$(UV) venv --quiet .venv
	$(UV) pip sync --quiet --python .venv --require-hashes constraints.txt
	$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation --editable .
	@touch $@

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
