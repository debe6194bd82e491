# Every target goes through one door: packaging/bootstrap.py sets up what its profile needs, then starts the
# program inside .venv. A second call adds a fraction of a second. `make help` lists the targets.
#
#   PYTHON=python3.12   another interpreter        ARGS="…"   further arguments of the target's program

PYTHON ?= python3
ARGS ?=
SIZE ?= 100k
SEEDS ?= 1-10
BOOTSTRAP := $(PYTHON) packaging/bootstrap.py
SOURCES := core app sync hardware central resources

.DEFAULT_GOAL := help
.PHONY: run test check format bench simulate chaos powerloss powercut-demo mutants screens demo guide package setup lock lock-check clean help

run: ## Open the till on the demo shop (where there is no display: the demo that drives itself)
	@$(BOOTSTRAP) run $(ARGS)

test: ## Run the tests (ARGS="tests/core -k money" runs some of them)
	@$(BOOTSTRAP) test $(ARGS)

check: ## Format, lint, types, import contracts, and the tests with their coverage floor
	@$(BOOTSTRAP) test -- ruff format --check .
	@$(BOOTSTRAP) test -- ruff check .
	@$(BOOTSTRAP) test -- mypy
	@$(BOOTSTRAP) test -- mypy packaging
	@$(BOOTSTRAP) test -- pyright
	@$(BOOTSTRAP) test -- lint-imports
	@$(BOOTSTRAP) test --cov --cov-report=term:skip-covered --cov-report=html:build/coverage $(ARGS)

format: ## Format the sources and apply the linter's safe fixes
	@$(BOOTSTRAP) test -- ruff format .
	@$(BOOTSTRAP) test -- ruff check --fix .

bench: ## Measure; lines of JSON on stdout and in build/bench.json (SIZE=10k, 100k, 1m or all)
	@$(BOOTSTRAP) test -- python -m tests.benchmarks.run --size $(SIZE) $(ARGS)

simulate: ## Tills and centre under faults in virtual time, invariants checked (SEEDS=1-50; docs/simulation.md)
	@$(BOOTSTRAP) test -- python -m tests.simulation --seeds $(SEEDS) $(ARGS)

chaos: ## Kill till, centre and PostgreSQL again and again while sales go up (SEEDS=1-20; goes on where it ended)
	@$(BOOTSTRAP) test -- python -m tests.kills --seeds $(SEEDS) $(ARGS)

powerloss: ## Cut the power of a till that sells, again and again (ARGS="--seeds 1-200"; docs/powerloss.md)
	@$(BOOTSTRAP) test -- python -m tests.powerloss $(ARGS)

powercut-demo: ## Cut a practice till off for a minute on this disk, and count (ARGS="--folder /data --seconds 60")
	@$(BOOTSTRAP) run -- cuadre powercut-demo $(ARGS)

mutants: ## Change the program in one small wrong way after another: each must be noticed (ARGS="M3 M28"; docs/mutants.md)
	@$(BOOTSTRAP) test -- python -m tests.mutants $(ARGS)

screens: ## Paint every screen in both languages and themes to build/screens
	@$(BOOTSTRAP) test -- python -m tests.screens.run --out build/screens $(ARGS)

demo: ## A day at the demo shop that drives itself: build/demo/report.json, pictures and receipts
	@$(BOOTSTRAP) run -- cuadre demo --headless --out build/demo $(ARGS)

guide: ## Take the pictures of docs/guide anew from the last `make demo`
	@$(BOOTSTRAP) test -- python -m tests.guide.pictures --demo build/demo $(ARGS)

package: ## Build the program for this system in dist/cuadre, then start it and sell (ARGS=--force builds anew)
	@$(BOOTSTRAP) package -- python packaging/freeze.py $(ARGS)
	@$(BOOTSTRAP) package -- python packaging/smoke.py

setup: ## Set up everything for development and stop
	@$(BOOTSTRAP) test --setup

lock: ## Compile requirements/*.lock from pyproject.toml (ARGS=--upgrade takes the newest versions)
	@$(PYTHON) packaging/lock.py $(ARGS)

lock-check: ## Fail if a lock file is not what pyproject.toml asks for
	@$(PYTHON) packaging/lock.py --check

clean: ## Remove what was built and measured (.venv stays; the data of the demo shop too)
	@rm -rf build dist .bench htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find $(SOURCES) tests packaging -type d -name __pycache__ -prune -exec rm -rf {} +

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
