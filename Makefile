# Closer Together. `make talk` and `make test` are all a newcomer needs; `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# The lock files are complete, so nothing is resolved anew: a release of today cannot break them.
PIP := $(PY) -m pip install --disable-pip-version-check --require-hashes --no-deps
SAY ?=
VOICE ?=
OPTIONS ?=
GUIDE ?=

# Two halves run at once, one on each core. Whatever the real parts are needed for is in the other half alone,
# so that nothing is set up twice; a new folder of tests is in that half until it is named here.
BY_ITSELF := $(addprefix tests/,content danger dialogue editing rendering simulator)
TEST := $(PY) -m pytest --cov --cov-report= --cov-fail-under=0 --durations=10

.DEFAULT_GOAL := help
.PHONY: help talk test mutations benchmarks lint content models learn aloud pages lives journeys outings scripts lock format release lambda clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

talk: $(VENV)/.talk ## talk to the skill; SAY="…" says one thing, GUIDE=file.toml leads through it, VOICE=1 speaks
	@$(PY) -m skill.cli talk $(if $(SAY),--say "$$SAY") $(if $(GUIDE),--guide "$$GUIDE") $(if $(VOICE),--voice $(filter-out 1,$(VOICE))) $(OPTIONS)
export SAY GUIDE

test: $(VENV)/.test lint content ## everything: lint, types, structure, content, models, tests, coverage
	@echo "== Tests (ten minutes or more: they run the real Lambda runtime, DynamoDB Local and two Alexa clients)"
	@mkdir -p .cache; $(PY) -m coverage erase; rm -f .coverage_by_itself* .coverage_with_others*
	@COVERAGE_FILE=.coverage_by_itself $(TEST) $(BY_ITSELF) > .cache/by_itself.log 2>&1 & by_itself=$$!; \
		COVERAGE_FILE=.coverage_with_others $(TEST) $(BY_ITSELF:%=--ignore=%) tests; with_others=$$?; \
		echo "== Tests that need nothing from outside, which ran beside those"; \
		wait $$by_itself; by_itself=$$?; cat .cache/by_itself.log; test "$$with_others$$by_itself" = 00
	@$(PY) -m coverage combine --quiet .coverage_by_itself .coverage_with_others
	@$(PY) -m coverage report

mutations: $(VENV)/.test ## break each rule of safety once, and see that its test fails (some minutes)
	@$(PY) -m tests.mutating

benchmarks: $(VENV)/.talk ## compare a couple of ten years of nights with a new one (a minute)
	@$(PY) -m benchmarks.ten_years

lint: $(VENV)/.test ## style, types and who may import whom
	@echo "== Style"
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@echo "== Types"
	@$(PY) -m mypy
	@echo "== Structure"
	@$(VENV)/bin/lint-imports

content: $(VENV)/.talk ## check what the skill says and hears; GUIDE=file.toml checks one that need not be in place
	@echo "== Content"
	@$(PY) -m skill.cli content $(if $(GUIDE),"$$GUIDE")
	@$(if $(GUIDE),,echo "== Interaction models"; $(PY) -m skill.cli models --check)
	@$(if $(GUIDE),,echo "== Words of danger"; $(PY) -m skill.cli learn --check)
	@$(if $(GUIDE),,echo "== Pages"; $(PY) -m skill.cli pages --check)

aloud: $(VENV)/.talk ## read aloud what is new, and keep how long it takes (a minute for a thousand lines)
	@$(PY) -m skill.cli aloud

pages: $(VENV)/.talk ## write the pages of docs/ that come from the content
	@$(PY) -m skill.cli pages

lives: $(VENV)/.talk ## simulate a thousand couples over three years of nights (some minutes)
	@$(PY) -m skill.cli lives

outings: $(VENV)/.talk ## simulate a thousand couples over two years of dates, a date a week (some minutes)
	@$(PY) -m skill.cli outings

journeys: $(VENV)/.talk ## simulate a thousand couples on a journey of six weeks (two minutes)
	@$(PY) -m skill.cli journeys

scripts: $(VENV)/.test ## draft the spoken scripts of all guides anew, in tests/scenarios/guides
	@$(PY) -m tests.drafting

models: $(VENV)/.talk ## fill the slot types of the interaction models from the content
	@$(PY) -m skill.cli models

learn: $(VENV)/.talk ## learn anew which words weigh toward danger, from skill/editing/dangers
	@$(PY) -m skill.cli learn

format: $(VENV)/.test ## put the code into its usual form
	@$(PY) -m ruff check --fix-only --quiet . || true
	@$(PY) -m ruff format .

release: $(VENV)/.talk ## check what has to be fresh on the day of a release: the helplines
	@$(PY) -m skill.cli release

lambda: $(VENV)/.talk ## build what is deployed, into build/lambda
	@$(PY) lambda/build.py --release

LOCKED := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
lock: $(VENV)/.test ## pin every dependency anew, with hashes
	$(VENV)/bin/uv pip compile $(LOCKED) pyproject.toml --extra aws -o lambda/requirements.txt
	$(VENV)/bin/uv pip compile $(LOCKED) pyproject.toml --extra aws --extra simulator --extra editing \
		-c lambda/requirements.txt -o requirements/talk.txt
	$(VENV)/bin/uv pip compile $(LOCKED) pyproject.toml --all-extras --group test --group lint --group lock \
		-c lambda/requirements.txt -c requirements/talk.txt -o requirements/dev.txt

clean: ## remove everything that was set up or built
	rm -rf $(VENV) .cache build .aws-sam .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Closer Together needs Python 3.11 or later; name one: make talk PYTHON=python3.13"; exit 1; }
	@echo "== Making a Python environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null || { \
			echo "Python has no venv here; on Debian: sudo apt-get install python3-venv"; exit 1; }; \
		echo "== Installing Debian's python3-venv, which Python lacks here"; \
		apt-get update -q && apt-get install -y -q python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/.talk: requirements/talk.txt | $(PY)
	@echo "== Installing what talking needs (about a minute, the first time only)"
	@$(PIP) -r requirements/talk.txt
	@touch $@

$(VENV)/.test: requirements/dev.txt $(VENV)/.talk
	@echo "== Installing what the tests need (about two minutes, the first time only)"
	@$(PIP) -r requirements/dev.txt
	@touch $@
