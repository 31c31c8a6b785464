# Everything here runs in a virtual environment of the checkout's own, .venv, which the first target
# that needs it creates from requirements.lock.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := requirements.lock
SRC    := src tests tools $(wildcard benchmarks)

# FAST=1 leaves out the tests marked "slow"; PYTEST_ARGS is handed on to pytest.
FAST        ?=
WORKERS     ?= auto
PYTEST_ARGS ?=
PYTEST      := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(if $(FAST),-m "not slow") $(PYTEST_ARGS)

DEMO_OUT ?= demo-out

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test test-fast check fix bench mutants lock judges judges-install dist clean distclean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-16s %s\n", $$1, $$2}'

setup: $(VENV)/.installed ## make .venv from the lock file and install xlplan into it, editable

demo: $(VENV)/.installed ## run `xlplan demo` into ./demo-out
	rm -rf -- "$(DEMO_OUT)"
	$(BIN)/xlplan demo "$(DEMO_OUT)"

test: check ## check, then all tests (FAST=1: without the slow ones)
	$(PYTEST)

test-fast: ## check, then the tests that aren't marked slow
	@$(MAKE) --no-print-directory test FAST=1

check: $(VENV)/.installed ## formatting, lint, types and import rules; changes nothing
	$(BIN)/ruff format --check $(SRC)
	$(BIN)/ruff check $(SRC)
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.installed ## format, and repair what the linter can repair
	$(BIN)/ruff check --fix $(SRC)
	$(BIN)/ruff format $(SRC)

# BENCH names some of its parts: make bench BENCH="checking merging"
BENCH ?=
bench: $(VENV)/.installed ## run the benchmarks (a quarter of an hour): ratios against what others need for the same
	$(BIN)/python benchmarks/run.py $(BENCH)

mutants: $(VENV)/.installed ## change the rules a little, everywhere, and see whether a test notices
	$(BIN)/python tools/mutate_rules.py

judges: $(VENV)/.installed ## which of the outside judges are installed and which are missing
	@$(BIN)/python tests/judges.py

judges-install: ## install the outside judges (Debian packages and one npm package)
	.ci/run judges

dist: $(VENV)/.installed ## build the sdist and the wheel into ./dist
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist

# Not pinned: whatever uv is current writes the lock file. LOCK_ARGS=--upgrade moves every pin.
LOCK_ARGS ?=
lock: .lockenv/bin/uv ## bring requirements.lock up to date with pyproject.toml (LOCK_ARGS=--upgrade: newest of all)
	.lockenv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  $(LOCK_ARGS) --group dev --output-file $(LOCK) pyproject.toml

clean: ## delete what was built, the demo's output and the tools' caches
	rm -rf build dist "$(DEMO_OUT)" .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## also delete the virtual environments and the npm judge
	rm -rf $(VENV) .lockenv .judges

# --- the virtual environment ---------------------------------------------------------------------

define require_python
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
  echo "xlplan needs Python 3.11 or newer, and '$(PYTHON)' isn't: make PYTHON=python3.11 ..." >&2; exit 1; }
endef

$(VENV)/.locked: $(LOCK)
	$(require_python)
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.lockenv/bin/uv:
	$(require_python)
	$(PYTHON) -m venv .lockenv
	.lockenv/bin/python -m pip install --quiet --disable-pip-version-check uv
