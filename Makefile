# The commands people and machines use. Everything is done by bin/*; this file only gives it names.
.PHONY: help run build test bench lint format types words clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: ## set up, build, migrate, fill with demo data and serve on http://127.0.0.1:8000 (PORT=… changes it)
	@bin/run

build: ## the front end into static/dist
	@bin/setup && bin/build

test: ## all tests, on SQLite and again on PostgreSQL + Redis (bin/test ARGS… passes arguments to pytest)
	@bin/test

bench: ## Collab and its peers side by side, about 25 minutes (bin/bench --quick: a few)
	@bin/bench

lint: ## every check that is not a test
	@bin/lint

format: ## rewrite the code in the house format
	@bin/setup dev && .venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet . && npm run --silent format

types: ## the wire's TypeScript types from the server's classes
	@bin/setup dev && npm run --silent types

words: ## collect new texts into the catalogues, where their translations are then written
	@bin/setup && .venv/bin/python bin/words write && bash -c '. bin/common; . bin/node-env; ensure_node; node bin/words.mjs --write'

clean: ## remove what was built and installed (never var/, the data)
	rm -rf .venv node_modules static/dist .stamps .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
