# Everything a developer types. Each target does its own set-up; a second run skips it.
PYTHON ?= python3
ESTATE ?= neglected
LOCK_FLAGS ?=
WORKERS ?= auto
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(LOCK_FLAGS)

.DEFAULT_GOAL := help
.PHONY: help setup demo lab test lint format bench docs lock build clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

setup: .venv/.ready  ## the environment in .venv, with the btsready command
	@echo "Ready: $(BIN)/btsready --help"

demo: .venv/.ready  ## scan an embedded BizTalk group and write its report (ESTATE=neglected|sound|half-dark)
	@$(BIN)/python -m tests.lab.demo $(ESTATE)

lab: .venv/.ready  ## the embedded BizTalk group in the foreground, to scan by hand
	@$(BIN)/python -m tests.lab $(ESTATE)

test: lint .venv/.ready-for-tests  ## everything that must be green
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

lint: .venv/.ready  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.ready  ## let ruff set the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.ready  ## how long a scan and its reports take
	@$(BIN)/python -m tests.lab.bench

docs: .venv/.ready  ## write checks/README.md anew
	$(BIN)/python -m checks.document

lock: .venv/.ready  ## write the lock files anew (LOCK_FLAGS=--upgrade takes newer versions)
	$(LOCK) --extra keyring --output-file requirements.txt pyproject.toml
	$(LOCK) --extra keyring --extra dev --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml

build: .venv/.ready  ## the wheel, in dist/
	$(BIN)/python -m build --wheel --no-isolation

clean:  ## forget the environment and everything made
	rm -rf .venv build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.ready: requirements-dev.txt pyproject.toml .ci/packages Makefile
	@PYTHON=$(PYTHON) .ci/packages run
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-for-tests: .venv/.ready
	@PYTHON=$(PYTHON) .ci/packages test
	@touch $@
