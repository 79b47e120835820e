# Every task of the project. `make demo` and `make test` are all a newcomer needs; each installs what it lacks.
# Before the first: apt install python3-venv make g++

UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
BIN := .venv/bin
INSTALLED := .venv/.installed
SYNCED := .venv/.synced
INSTALL := $(UV) pip install --quiet --reinstall --no-deps --no-build-isolation

CPP := $(shell find src/matcher/kernels/native -name '*.[ch]pp')
COMPILER := $(shell command -v "$${CXX:-c++}")
# Where a compiler is, a build that fails is an error, and not a reason to do without.
REQUIRED := $(or $(MATCHER_REQUIRE_COMPILED),$(if $(COMPILER),1))
# The compiled kernels are missing though a compiler is there: it came after the last installation.
ANEW := $(if $(REQUIRED),$(if $(wildcard .venv/lib/python*/site-packages/matcher/kernels/_native*),,anew))

# The Python of the system serves; none is fetched behind the user's back.
export UV_PYTHON_DOWNLOADS := never

# Tests run in as many processes as there are cores: threads of linear algebra would stand in their way.
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: demo test check lint format types layers dependencies coverage docs mutate constraints clean help \
    plain sanitize anew

demo: $(INSTALLED)            ## rank the sample cohort
	@$(BIN)/matcher demo

test: $(INSTALLED)            ## all tests and the examples in the docstrings; ARGS="-k name" selects
	$(BIN)/pytest -n auto --dist worksteal $(ARGS)

check: lint types layers dependencies test  ## everything that must hold before a change is sent

lint: $(INSTALLED)            ## style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/clang-format --dry-run --Werror $(CPP)

format: $(INSTALLED)          ## put the formatting right
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(BIN)/clang-format -i $(CPP)

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
	$(INSTALL) --python .venv .
	HYPOTHESIS_PROFILE=mutation $(BIN)/mutmut run $(ARGS)
	$(BIN)/mutmut results

NO_COMPILER := CXX=/nonexistent MATCHER_REQUIRE_COMPILED=
plain: $(INSTALLED)           ## the package as it is where there is no compiler, and its tests
	$(call beside,build/plain)
	! $(NO_COMPILER)1 $(INSTALL) --python build/plain/venv . 2>/dev/null
	$(NO_COMPILER) $(INSTALL) --python build/plain/venv .
	grep -q 'Root-Is-Purelib: true' build/plain/venv/lib/python*/site-packages/smk_matcher-*/WHEEL
	$(NO_COMPILER) build/plain/venv/bin/matcher demo >/dev/null
	$(NO_COMPILER) build/plain/venv/bin/python -m pytest $(BESIDE) $(KERNEL_TESTS) $(ARGS)

sanitize: $(INSTALLED)        ## the compiled kernels under AddressSanitizer and UndefinedBehaviourSanitizer
	$(call beside,build/sanitize)
	rm -f build/sanitize/report.*
	MATCHER_REQUIRE_COMPILED=1 $(INSTALL) --python build/sanitize/venv \
	    --config-settings build-dir=build/sanitize/native --config-settings cmake.define.MATCHER_SANITIZE=ON \
	    --config-settings install.strip=false .
	@# Python itself is not built with the sanitizers, so they come first; its leaks are not ours.
	MATCHER_REQUIRE_COMPILED=1 LD_PRELOAD="$$($(COMPILER) -print-file-name=libasan.so) $$($(COMPILER) -print-file-name=libstdc++.so)" \
	    ASAN_OPTIONS=detect_leaks=0:log_path=build/sanitize/report UBSAN_OPTIONS=print_stacktrace=1:log_path=build/sanitize/report \
	    build/sanitize/venv/bin/python -m pytest $(BESIDE) $(KERNEL_TESTS) $(ARGS) || { cat build/sanitize/report.*; exit 1; }

constraints: | $(UV)          ## pin what pyproject.toml names and constraints.txt does not; ARGS=--upgrade renews all
	$(UV) pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-emit-index-url --quiet --output-file constraints.txt $(ARGS)

help:                         ## list these tasks
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*##/\t/' | expand -t 16

clean:                        ## remove everything that was built or installed
	rm -rf .venv .tools .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache \
	    .coverage htmlcov mutants build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A second environment in a folder: all that .venv has, but for the package itself.
define beside
	$(UV) venv --quiet --clear --python $(BIN)/python $(1)/venv
	$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
	    > "$$($(1)/venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/beside.pth"
endef
BESIDE := -p no:cacheprovider -n auto
KERNEL_TESTS := tests/unit/kernels tests/twins

# The stamps make every later run quick: the environment is made again only when a pin changes, the
# package is built and installed again only when what it is built from does.
$(INSTALLED): $(SYNCED) pyproject.toml CMakeLists.txt $(CPP) $(ANEW)
	MATCHER_REQUIRE_COMPILED=$(REQUIRED) $(INSTALL) --python .venv --config-settings build-dir=build/native --editable .
	@touch $@

$(SYNCED): constraints.txt | $(UV)
	rm -rf .venv
	$(UV) venv --quiet .venv
	$(UV) pip sync --quiet --python .venv --require-hashes constraints.txt
	@touch $@

.tools/bin/uv:
	python3 -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
