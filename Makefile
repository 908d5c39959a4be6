# The two commands of the README (`make demo`, `make test`) do their own set-up: a .venv from the lock file.
PYTHON ?= $(firstword $(foreach p,python3.12 python3.13 python3.11 python3,$(if $(shell $(p) -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] < (3,14))' 2>/dev/null && echo ok),$(p))))
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COLLECTED ?= ../shared/data/agencies.csv
export DAGSTER_DISABLE_TELEMETRY := yes

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-wordpress lint dagster docs registers lock train accuracy benchmark clean

help: ## list the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv from requirements.lock

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed: install one, or name it: make PYTHON=/path/to/python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## set up, then fetch, parse, extract, load, publish and query the embedded sample
	$(BIN)/communique demo

test: $(READY) ## set up, then run every test
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-wordpress: $(READY) ## crawl a real WordPress (installs Debian's packages where root may)
	@$(BIN)/python -m tests.real_wordpress || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	  apt-get install -qq -y --no-install-recommends $$($(BIN)/python -m tests.real_wordpress packages); }
	$(BIN)/python -m pytest tests/integration/test_wordpress.py tests/integration/test_source_new_wordpress.py

lint: $(READY) ## ruff, formatting and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

dagster: $(READY) ## open the graph, its runs and schedule in the browser, on 127.0.0.1 only
	DAGSTER_HOME="$$($(BIN)/python -m pipelines.dagster_home)" $(BIN)/dg dev --host 127.0.0.1 --port 3000

docs: $(READY) ## write the generated pages of docs/ again
	$(BIN)/python -m warehouse.dictionary > docs/data-dictionary.md
	$(BIN)/python -m config.source_table > docs/sources.md
	$(BIN)/python -m parsers.manual > docs/parsers.md

train: $(READY) ## fit the weights of participants and places on all gold, and measure them by folds
	$(BIN)/python -m pipelines.training

accuracy: $(READY) ## measure every layer on all gold, and write docs/accuracy.md
	$(BIN)/python -m pipelines.evaluation.accuracy

registers: $(READY) ## build config/registers/agencies.csv again (COLLECTED=the list collected from public registers)
	$(BIN)/python -m config.build_agencies $(COLLECTED)

benchmark: $(READY) ## measure speed as ratios and counts
	$(BIN)/python -m benchmarks

lock: ## resolve requirements.lock again from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header -o requirements.lock

clean: ## remove the virtual environment and caches (never data/)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
