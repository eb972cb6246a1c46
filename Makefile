# Every verb does its own set-up: it needs Python 3.11 to 3.13, pip and make, nothing else.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
STUDIES := newsroom newsroom_vi vietnam_rights

.PHONY: run test lint bench validation chinadaily_nyt reproduce clean
.DEFAULT_GOAL := run

.venv/run-ready: pyproject.toml constraints.txt
	@echo "setting up .venv (once; a minute or two)"
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "framing needs Python 3.11 to 3.13, $(PYTHON) is " + sys.version.split()[0] + "; say make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv
	@$(PIP) -e .
	@touch $@

.venv/dev-ready: .venv/run-ready
	@$(PIP) -e ".[dev]"
	@touch $@

run: .venv/run-ready  ## the studies that the repository carries
	@begun=$$(date +%s); \
	for study in $(STUDIES); do $(BIN)/framing run experiments/$$study.toml || exit 1; done; \
	echo "make run: $(words $(STUDIES)) reports in $$(( $$(date +%s) - begun )) seconds; open reports/newsroom/index.html"

test: .venv/dev-ready
	@begun=$$(date +%s); \
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile || exit 1; \
	echo "make test: $$(( $$(date +%s) - begun )) seconds"

lint: .venv/dev-ready  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Peers have a venv of their own: what they draw in is large and no concern of framing's. One that can't be installed
# is left out, and its rows say so.
.venv-peers/ready: experiments/speed/peers.txt
	@echo "setting up .venv-peers (once; ten minutes or so)"
	@$(PYTHON) -m venv .venv-peers
	@grep -v '^#' $< | while read -r peer; do \
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check "$$peer" \
	|| echo "make bench: $$peer can't be installed here; its rows will say so"; done
	@touch $@

bench: .venv/run-ready .venv-peers/ready  ## speed against peers in the same run; make bench MEGABYTES=50 is the short one
	$(BIN)/python experiments/speed/bench.py $(MEGABYTES) --peers .venv-peers/bin/python
	$(BIN)/python experiments/speed/keyness.py

validation: .venv/run-ready  ## how often voice and stance are right; third-party articles through FRAMING_SHARED
	$(BIN)/python experiments/validation.py --write

chinadaily_nyt: .venv/run-ready  ## the study of real articles, which lie elsewhere; some minutes
	$(BIN)/framing run experiments/chinadaily_nyt.toml --out reports/chinadaily_nyt \
		--texts $(or $(FRAMING_SHARED),../shared)/corpora/chinadaily_nyt_2013_2014aug/articles.jsonl.gz

reproduce: .venv/run-ready  ## compute everything anew and compare with what is committed
	@for study in $(STUDIES); do $(BIN)/framing run experiments/$$study.toml --force || exit 1; done
	git diff --stat --exit-code -- reports

clean:
	rm -rf .venv .venv-peers .framing reports/local .pytest_cache .mypy_cache .ruff_cache .hypothesis
