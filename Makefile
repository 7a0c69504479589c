# `make site` builds the example site, `make test` checks everything. Each does all its own set-up:
# it needs Python 3.11 or newer and make, and uses uv when that is there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TEST_JOBS ?= auto

.PHONY: site serve test format lint types layers unit strict test-long bench docs screenshots clean

site: $(STAMP)
	$(BIN)/statuspage build --quiet
	@echo "The example site is in site/. Look at it: $(BIN)/statuspage serve"

serve: $(STAMP)
	$(BIN)/statuspage serve

test: format lint types layers unit strict

format: $(STAMP)
	$(BIN)/ruff format --check .

lint: $(STAMP)
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP)
	$(BIN)/pytest -n $(TEST_JOBS) -m "not long"

strict: $(STAMP)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir .build/strict

test-long: $(STAMP)
	$(BIN)/pytest -n $(TEST_JOBS)

bench: $(STAMP)
	$(BIN)/python -m tests.bench

docs: $(STAMP)
	$(BIN)/python -m tests.docs

screenshots: $(STAMP)
	$(BIN)/python -m tests.browser.screenshots .build/screenshots

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make $(or $(MAKECMDGOALS),site) PYTHON=python3.12"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV) && \
	  uv pip install --quiet --python $(BIN)/python --editable . --group dev; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1' && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev; \
	fi
	@touch $(STAMP)

clean:
	rm -rf $(VENV) site .build .statuspage dist
