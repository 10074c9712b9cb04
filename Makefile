PYTHON ?= python3
PORT ?= 8000
PRESS_RELEASE ?=
RUN = .venv/bin/python
# What the demo and the checks turn on: the core, and the plugins that come with it.
PLUGINS ?= search,vocabularies,catalogue,blog,events
DATABASE_URL ?=
BENCH ?=
# A server that is started for the tests refuses what would be slow on a big index.
ON_ELASTICSEARCH = $(RUN) tools/with_elasticsearch.py --set search.allow_expensive_queries=false
# The longest file begins first, or one worker would wait for it.
LONGEST = tests/search/contract/test_equivalence.py
CONTRACT = $(RUN) -m pytest -n auto --dist loadfile --no-loadscope-reorder -q $(LONGEST) tests/search/contract tests/search/test_elastic_site.py tests/search/test_audit.py
FAULTS = $(RUN) -m pytest -n 0 -q tests/benchmarks/test_faults.py
# All of them take 14 minutes on two busy cores, and these 5. They stand for the rest:
# an index that differs is found, and a server in trouble, also one with a full disk, loses nothing.
SOME_FAULTS = $(FAULTS) -k "Audit or trouble or disk"
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset install install-dev test test-postgres check lint format types bench bench-relevance bench-search bench-faults bench-load lock messages docs screenshots lighthouse test-elasticsearch test-faults test-es8 test-es9

help: ## show what there is
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo lint types: export SLIMMERNETWERK_PLUGINS = $(PLUGINS)
demo: install ## start a site with example content on http://127.0.0.1:8000 (PORT=, PRESS_RELEASE=file)
	@$(RUN) manage.py demo --port "$(PORT)" --press-release "$(PRESS_RELEASE)"

demo-reset: ## throw the demo's data away; the next `make demo` starts over
	@rm -rf var && echo "The demo's data is gone."

install: ## make .venv and install what the site needs
	@$(PYTHON) tools/install.py requirements/base.txt

install-dev: install ## install what tests and checks need as well
	@$(PYTHON) tools/install.py requirements/dev.txt

test: install-dev ## run all tests; what needs a missing server or browser skips with the reason
	$(RUN) -m pytest -n auto -q

test-postgres: install-dev ## run the tests that use the database again, on a throw-away PostgreSQL server
	$(RUN) tools/with_postgres.py $(RUN) -m pytest -n auto -q --only-database

test-elasticsearch: install-dev ## run the contract of the search engines, and a site, on Elasticsearch (ELASTICSEARCH_URL= or _HOME=)
	$(ON_ELASTICSEARCH) $(CONTRACT)

test-es8: install-dev ## the same on version 8, and search broken on purpose
	$(ON_ELASTICSEARCH) --major 8 $(CONTRACT)
	$(ON_ELASTICSEARCH) --major 8 $(FAULTS)

test-es9: install-dev ## the same on version 9, and search broken on purpose
	$(ON_ELASTICSEARCH) --major 9 $(CONTRACT)
	$(ON_ELASTICSEARCH) --major 9 $(FAULTS)

test-faults: install-dev ## break search on purpose: audit and server in trouble only; test-es8 and test-es9 do all (ELASTICSEARCH_URL= or _HOME=)
	$(ON_ELASTICSEARCH) $(SOME_FAULTS)

check: lint types docs test test-postgres test-elasticsearch test-faults ## everything that CI runs

lint: install-dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	.venv/bin/djlint templates vocabularies/templates blog/templates plugins --lint --quiet
	cd site && PYTHONPATH=..:../plugins ../.venv/bin/lint-imports --config ../pyproject.toml --no-cache
	DATA_DIR=$$(mktemp -d) $(RUN) manage.py check --fail-level WARNING
	DATA_DIR=$$(mktemp -d) $(RUN) manage.py makemigrations --check --dry-run

types: install-dev
	DATA_DIR=$$(mktemp -d) MYPYPATH=site:plugins:. $(RUN) -m mypy

docs: install-dev ## build the documentation into docs/_build; a warning is an error
	.venv/bin/sphinx-build -q -W --keep-going docs docs/_build

screenshots: install-dev ## take the pictures of the documentation anew (needs Chromium)
	$(RUN) tools/screenshots.py

lighthouse: install-dev ## judge the public pages with Lighthouse (needs Chromium and npm)
	$(RUN) tools/lighthouse.py

format: install-dev ## put code in its one form
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .

bench: install-dev ## measure speed and memory (benchmarks/)
	$(RUN) benchmarks/run.py

bench-relevance: install-dev ## measure how well search answers (ELASTICSEARCH_URL= for the peers on a server)
	$(RUN) -m benchmarks.relevance

bench-search: install-dev ## measure search beside its peers (ELASTICSEARCH_URL= or _HOME= for a server; BENCH=--help)
	$(RUN) -m benchmarks.search $(BENCH)

bench-faults: install-dev ## break search on purpose and count what is lost (ELASTICSEARCH_HOME= of a server to kill)
	$(RUN) tools/with_postgres.py $(RUN) -m benchmarks.faults

bench-load: install-dev ## let many visitors search at once (ELASTICSEARCH_HOME= of a server to pause)
	$(RUN) tools/with_postgres.py $(RUN) -m benchmarks.load

lock: install-dev ## write the locked requirements anew
	cd requirements && for name in base dev production; do \
	  ../.venv/bin/python -m uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --python-version 3.11 $$name.in -o $$name.txt --custom-compile-command "make lock"; done

messages: install-dev ## collect texts for translation and compile them
	$(RUN) manage.py makemessages -l nl -l en --no-location --no-obsolete -i .venv -i var -i tests -i benchmarks -i docs
	$(RUN) manage.py compilemessages -i .venv
