# make run · make test · make bench · make soak · make coverage; each sets itself up first (Python 3.11 to 3.14 and make are all it needs).
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

# Whatever the shell says: what is compiled once is kept, or each start compiles the whole program anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test bench soak coverage setup check

run: $(READY)
	@$(BIN)/touchbase

test: check
	$(BIN)/pytest -m "not processes" -n auto --dist worksteal $(PYTEST_OPTIONS)
	$(BIN)/pytest -m processes tests/e2e -n 3 --dist worksteal $(PYTEST_OPTIONS)

coverage: $(READY)
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered

# What is too long for every run, on both databases: the delivery harness with 1,500 deliveries at the tests' speed, then
# with 20,000 and the program's own timings; a wall clock that steps while it serves; a quarter of forty people;
# twenty times the drawn examples. About 90 minutes on two cores.
soak: $(READY)
	$(BIN)/python -m tests.e2e.long_run --deliveries 1500 --faster 15 --database sqlite
	$(BIN)/python -m tests.e2e.long_run --deliveries 1500 --faster 15 --database postgresql
	$(BIN)/python -m tests.e2e.long_run --database sqlite
	$(BIN)/python -m tests.e2e.long_run --database postgresql
	$(BIN)/python -m tests.e2e.clock_steps
	$(BIN)/python -m tests.e2e.clock_steps --database postgresql
	$(BIN)/python -m tests.quarter
	$(BIN)/python -m tests.quarter --database postgresql
	$(BIN)/pytest -m hypothesis --hypothesis-profile=soak -n auto --dist worksteal

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
		|| { echo "Touchbase needs Python 3.11 to 3.14: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/python || { rm -rf .venv && $(PYTHON) -m venv .venv; }
	@echo "Installing into .venv (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
