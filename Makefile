# What can be done here, each with one word. `make run` is the first one to try.
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python

.PHONY: .venv run test test-hostile test-survival test-contention check format messages bench \
  bench-extract bench-hostile bench-desk bench-pages bench-search bench-search-page \
  bench-searchers bench-ways bench-relevance table-imports clean

# Another port: make run ARGS='--port 8001'
run: .venv
	$(PY) manage.py start $(ARGS)

# Everything on SQLite, then what touches the database on PostgreSQL, where that is installed.
# In CI a skipped test is a failed one.
test: .venv
	$(PY) -m pytest -n 2 --dist worksteal $(if $(CI),--no-skips)
	$(PY) tests/on_postgresql.py $(if $(CI),--required) -n 2 --dist worksteal -m django_db

# Every known attack of ../shared/hostile, on every page, in Chromium; `make test` tries a sample.
test-hostile: .venv
	$(PY) -m pytest -n 2 --dist worksteal --all-payloads tests/browser/test_hostile.py

# The suite has a small sample of both. Intake, index and reindex, each killed at twenty random
# moments and run again (MOMENTS=5 for fewer); and a server, three workers, intakes, searches and
# the keeper all at once on SQLite, for five minutes (MINUTES=1 for fewer).
test-survival: .venv
	$(PY) -m pytest -n 2 -rP --moments $(or $(MOMENTS),20) tests/survival/test_kill.py

test-contention: .venv
	$(PY) -m pytest -rP --minutes $(or $(MINUTES),5) tests/survival/test_contention.py

check: .venv
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy archive manage.py
	$(BIN)/lint-imports --no-logo
	$(PY) manage.py makemigrations --check --dry-run
	ARCHIVE_URL=https://archive.example $(PY) manage.py check --deploy --fail-level WARNING
	find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +

format: .venv
	$(BIN)/ruff check --select I --fix-only --quiet .
	$(BIN)/ruff format .
	find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true

# Gathers what the pages say into the catalogues, archive/locale/*/LC_MESSAGES/django.po, and makes
# of them what is read at run time. Needs GNU gettext (Debian: gettext).
messages: .venv
	$(PY) manage.py makemessages --all --no-obsolete --add-location file \
	  --ignore .venv --ignore data --ignore fixtures --ignore tests --ignore benchmarks
	$(PY) manage.py compilemessages --ignore .venv

# Figures, never tests: how cost grows with input, and a very long thread from intake to page.
bench: .venv
	PYTHONPATH=. $(PY) benchmarks/costs.py
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  PYTHONPATH=. DJANGO_SETTINGS_MODULE=archive.settings ARCHIVE_DATA="$$folder" \
	  $(PY) benchmarks/threads.py

# What is found on pages with gold, beside what others find, and at what cost: docs/extraction.md.
# make bench-extract ARGS=--check holds the floors, ARGS=--update lifts them.
bench-extract: .venv
	@$(PY) -m benchmarks.extraction $(ARGS)

# What hostile pages cost; ARGS='WORD …' for the cases with these words alone.
bench-hostile: .venv
	@$(PY) -m benchmarks.extraction_costs $(ARGS)

# What the keeper's pages and actions cost on 20,000 articles with 300,000 comments.
bench-desk: .venv
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  PYTHONPATH=. DJANGO_SETTINGS_MODULE=archive.settings ARCHIVE_DATA="$$folder" \
	  $(PY) benchmarks/desk.py $(ARGS)

# What an article's page costs, its thread short or long, beside a plain recursive template.
bench-pages: .venv
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  PYTHONPATH=. DJANGO_SETTINGS_MODULE=archive.settings ARCHIVE_DATA="$$folder" \
	  $(PY) -m benchmarks.pages

# What front page, lists and people's pages cost on 20,000 articles with 300,000 comments; with
# ARGS=plans, how the database finds what they ask.
bench-ways: .venv
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  PYTHONPATH=. DJANGO_SETTINGS_MODULE=archive.settings ARCHIVE_DATA="$$folder" \
	  $(PY) -m benchmarks.ways $(ARGS)

# What becomes of every file of ../shared/imports, beside what is known of it; ARGS='wxr/ warc/' for
# those alone, row by row.
table-imports: .venv
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  PYTHONPATH=. DJANGO_SETTINGS_MODULE=archive.settings ARCHIVE_DATA="$$folder" \
	  $(PY) benchmarks/imports.py $(ARGS)

# What intake costs on large exports, beside isso's importer: ARGS='--comments 460000'.
bench-intake: .venv
	@$(PY) -m benchmarks.intake $(ARGS)

# Our search engine beside others on 200,000 documents, in about half an hour: docs/search-figures.md.
# ARGS=--million for ours on a million; ARGS='--documents 20000 --only common facets' for a part.
bench-search: .venv .venv/bench
	@$(PY) -m benchmarks.search $(ARGS)

# What the whole page of a search costs on 200,000 documents, from the address to the last byte.
bench-search-page: .venv
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  PYTHONPATH=. DJANGO_SETTINGS_MODULE=archive.settings ARCHIVE_DATA="$$folder" \
	  $(PY) -m benchmarks.search_page $(ARGS)

# Whether fifty searchers, one of them hostile, starve one another: ARGS='--seconds 30'.
bench-searchers: .venv
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  PYTHONPATH=. DJANGO_SETTINGS_MODULE=archive.settings ARCHIVE_DATA="$$folder" \
	  $(PY) -m benchmarks.searchers $(ARGS)

# How well what is meant is found: the Cranfield collection of ../shared/relevance, and comments of
# the sample by three of their words.
bench-relevance: .venv
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	  PYTHONPATH=. DJANGO_SETTINGS_MODULE=archive.settings ARCHIVE_DATA="$$folder" \
	  $(PY) -m benchmarks.relevance

# The data folder stays: what an archive keeps is never cleaned away.
clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made afresh whenever the locked versions change; the stamp is the last thing written. The lock
# names every package, so none is sought: pip before 23.3 fails on two that ask for one extra.
.venv: .venv/installed
.venv/installed: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Afterword needs Python 3.11 or later, and $(PYTHON) is older or missing." >&2; \
	  echo "Name another one: make PYTHON=python3.12 run" >&2; exit 1; }
	@test ! -L .venv || { \
	  echo "Making .venv anew would empty the folder that it is a link to; remove the link." >&2; \
	  exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

# What only the benchmark of search needs: the engines that ours is set beside.
.venv/bench: requirements-bench.txt .venv/installed
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.txt
	@touch $@
