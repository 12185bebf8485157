# The two commands a newcomer needs are `make briefings` and `make test`; `make help` lists all.
# The machine must have git, make and Python 3.11 or newer with venv; nothing else.

PYTHON ?= python3
UV ?= uv
# A file of tests stays in one process, so that what its tests share is made once; the slow folders come first.
PARALLEL := --numprocesses=auto --dist=loadscope --no-loadscope-reorder
BIN := .venv/bin
LOCKED := .venv/requirements.lock
READY := .venv/ready
BENCHMARK := .venv-benchmark
INSTALL := -m pip install --quiet --quiet --disable-pip-version-check
FROM_LOCK := $(INSTALL) --no-compile --only-binary :all: --require-hashes --requirement
PACKAGE := $(INSTALL) --no-deps --no-build-isolation --editable .

# Compiled modules are kept whatever the shell says: every report is a process of its own.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: briefings
briefings: $(READY) ## Write the briefings of the ten districts and the province to reports/
	@$(BIN)/workbook run

.PHONY: demo
demo: $(READY) ## Write the briefings of an invented complete panel, marked as such on every page
	@$(BIN)/python -m analysis.data.demo
	@$(BIN)/workbook run --dataset demo

.PHONY: test
test: $(READY) ## Check style, types and layers, then run every test
	@failed=""; \
	for check in "ruff check" "ruff format --check" "lint-imports"; do \
		echo "== $$check"; $(BIN)/$$check || failed="$$failed [$$check]"; \
	done; \
	$(BIN)/mypy >.venv/mypy.log 2>&1 & types=$$!; \
	echo "== pytest"; $(BIN)/pytest $(PARALLEL) || failed="$$failed [pytest]"; \
	echo "== mypy, beside the tests"; wait $$types || failed="$$failed [mypy]"; cat .venv/mypy.log; \
	test -z "$$failed" || { echo "Failed:$$failed"; exit 1; }

.PHONY: lab
lab: $(READY) ## Open the notebooks in JupyterLab, with this environment as their kernel
	@$(BIN)/jupyter lab --notebook-dir=notebooks

.PHONY: docs
docs: $(READY) ## Write docs/methods.md from the spec tests
	@$(BIN)/python tests/spec/render.py

.PHONY: golden
golden: $(READY) ## Write the golden pages of the tests anew, after a change of pages that is meant; look at them
	@$(BIN)/pytest --quiet tests/golden --write-golden

.PHONY: benchmark
benchmark: $(BENCHMARK)/ready ## Score the projection against named peers on real panels
	@$(BENCHMARK)/bin/python benchmarks/forecast.py

.PHONY: clean
clean: ## Remove the environment and the caches; reports and received forms stay
	rm -rf .venv $(BENCHMARK) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

COMPILE = $(UV) pip compile pyproject.toml --group build --python-version 3.11 --universal --only-binary :all: \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet $(UPGRADE)

.PHONY: lock
lock: ## Pin the dependencies of pyproject.toml again (needs uv; UPGRADE=--upgrade takes newer ones)
	$(COMPILE) --extra test --extra cluster --extra storage --extra jupyter --output-file requirements.lock
	$(COMPILE) --extra benchmark --output-file benchmarks/requirements.lock

# A changed lock makes the environment anew, so that no package of the old one stays behind.
$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer with venv is needed: install python3-venv, or name another: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Making the environment in .venv (about a minute once downloaded, 1 GB)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python $(FROM_LOCK) requirements.lock
	@cp requirements.lock $(LOCKED)

$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python $(PACKAGE)
	@touch $(READY)

# The peers ask for other versions than the product, so they have an environment of their own.
$(BENCHMARK)/ready: benchmarks/requirements.lock pyproject.toml
	@$(PYTHON) -m venv --clear $(BENCHMARK)
	@$(BENCHMARK)/bin/python $(FROM_LOCK) benchmarks/requirements.lock
	@$(BENCHMARK)/bin/python $(PACKAGE)
	@touch $@
