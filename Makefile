# Stancegraph. `make help` lists the targets.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --warn-undefined-variables --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE := store
HOST := 127.0.0.1
PORT := 8000
DOCUMENTS := $(wildcard declarations/*.md declarations/*.txt)
DATA := $(shell find ontology graph_builder -type f -not -name '*.pyc')

.PHONY: help run test build serve docs ontology-report check bench constraints vendor screenshots clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: build serve ## set up, build the graph from declarations/ and serve it at http://127.0.0.1:8000

build: $(STORE)/CURRENT ## build the graph from declarations/ into store/

serve: $(STORE)/CURRENT ## serve the explorer and the SPARQL endpoint
	$(BIN)/stancegraph serve --store $(STORE) --host $(HOST) --port $(PORT)

test: $(VENV)/.test ## install what the tests need and run the whole suite
	$(BIN)/python -m pytest

docs: $(VENV)/.run ## write the ontology's handbook and diagram to build/ontology/
	$(BIN)/stancegraph docs --out build/ontology

ontology-report: $(VENV)/.run ## measure the ontology, and name its faults
	$(BIN)/stancegraph ontology-report

check: $(VENV)/.test ## linter, formatter, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench ## measure reading, adding and labels, beside spaCy, and the SPARQL service, beside others; what came out is in benchmarks/README.md
	$(BIN)/python benchmarks/facts.py
	$(BIN)/python benchmarks/labels.py
	$(BIN)/python benchmarks/graph.py
	$(BIN)/python benchmarks/incremental.py
	$(BIN)/python benchmarks/networks.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/updates.py
	$(BIN)/python benchmarks/web.py
	$(BIN)/python benchmarks/sparql.py

constraints: ## renew constraints.txt from the newest versions that fit pyproject.toml
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --upgrade pip
	build/constraints/bin/python -m pip install --quiet '.[test,bench]'
	build/constraints/bin/python -m pip freeze --exclude stancegraph --exclude pip > constraints.txt

vendor: ## make the bundles in api/web/vendor/ again from their exact versions (needs Node.js)
	cd api/web/vendor/src && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs

screenshots: $(VENV)/.test ## take a picture of every view of the explorer into build/screenshots/, and those of this page into docs/
	$(BIN)/stancegraph build --store build/screenshots/store $(DOCUMENTS) tests/ontology/questions/*.md
	$(BIN)/python docs/screenshots.py --store build/screenshots/store --docs docs

clean: ## remove the virtual environment, the store and what tools left
	rm -rf $(VENV) $(STORE) build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache api/web/vendor/src/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STORE)/CURRENT: $(VENV)/.run $(DOCUMENTS) $(DATA)
	$(BIN)/stancegraph build --store $(STORE) $(DOCUMENTS)
	@touch $@

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Stancegraph needs Python 3.11 or newer; $$($(PYTHON) --version) was found. Try: make PYTHON=python3.12 run" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.venv pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.venv pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	@touch $@ $(VENV)/.run

$(VENV)/.bench: $(VENV)/.venv pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@touch $@ $(VENV)/.run
