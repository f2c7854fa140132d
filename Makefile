# Everything runs from .venv, which is made from requirements.lock (pinned, with hashes) by the first target that needs it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# PyTorch, for the recorder alone: as it is in the public index, or with TORCH=cpu the CPU build, from where pip is told to look.
RECORD_LOCK := tools/record/requirements$(if $(filter cpu,$(TORCH)),-cpu).lock

.PHONY: help demo quick test test-all lint types unit bench figures symbolic attacks record record-test runs-pictures picture-book release sync doctor lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; name another one with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## grade the sample class in demo/ and say what to open
	$(BIN)/landscape demo

quick: $(READY) ## lint, types and the fast tests, in under two minutes: while you work
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadgroup --keep -m "not slow"

test: $(READY) ## lint, types and all tests that may have changed since they passed; of a few large tables a sample
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadgroup --keep

test-all: $(READY) ## all tests with every table whole, the second run as an ordinary user too: before a release
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	TESTS=all $(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(READY) ## ruff alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy alone
	$(BIN)/mypy

release: $(READY) ## make release/ from source/
	$(BIN)/landscape release

sync: $(READY) ## bring each .md and .ipynb of source/ together
	$(BIN)/landscape sync

doctor: $(READY) ## which walls of the seal are up here
	$(BIN)/landscape doctor

bench: $(READY) ## side by side with nbgrader and Otter, in an environment of their own
	$(BIN)/python -m benchmarks.side_by_side

figures: $(READY) ## docs/sections.md: what proves each notebook's checks, and what it costs (COUNTS=--counts keeps the seconds)
	$(BIN)/python -W ignore -m benchmarks.sections $(COUNTS)

symbolic: $(READY) ## the symbolic comparison against SymPy's own, over the whole fixture
	$(BIN)/python -m benchmarks.symbolic

attacks: $(READY) ## what dear submissions and tables of answers gain and cost, and who has to look
	$(BIN)/python -W ignore -m tests.support.dear_submissions

record: .record-venv/.ready ## train the recorded runs anew with PyTorch, in an environment of its own (RUNS="edge noise" for some; SIZE=ten_million: language_model for a GPU)
	.record-venv/bin/python -m tools.record $(RUNS) $(if $(SIZE),--size $(SIZE))

record-test: .record-venv/.ready $(READY) ## the tests that need PyTorch, which `make test` skips: the recorder's, and what students take home
	.record-venv/bin/python -m pytest -p no:cacheprovider tests/recorder/test_parts.py tests/recorder/test_training.py
	PYTHONPATH=$$(.record-venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') \
	  $(BIN)/python -m pytest -p no:xdist -p no:cacheprovider tests/mathematics -k "take_home or pytorch"

.record-venv/.ready: $(RECORD_LOCK)
	$(PYTHON) -m venv .record-venv
	.record-venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(RECORD_LOCK)
	@touch .record-venv/.ready

runs-pictures: $(READY) ## draw docs/recorded-runs/ from the recorded runs
	$(BIN)/python -m losslandscape.runs.pictures docs/recorded-runs

picture-book: $(READY) ## draw docs/picture-book.md: one picture a notebook, by its model answers
	$(BIN)/python -m grading.content.picture_book

lock: ## make requirements.lock and that of the recorder anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--extra test -o requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		-o tools/record/requirements.lock tools/record/requirements.in

clean: ## remove what the demo and the tools leave behind, never marks of a real class
	rm -rf demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
