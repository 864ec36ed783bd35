# `make help` lists the targets.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help check long generate generated test test-rust test-c test-hosts test-mcp test-js wasm miri vectors bench \
	fuzz mutants lint no-std msrv docs package deny

# Each target is fuzzed until one of the two is reached; -1 is without end. `make fuzz FUZZ_SECONDS=600` for longer.
FUZZ_SECONDS ?= 60
FUZZ_RUNS ?= -1
# The same seed tries the same inputs; 0 takes others each time.
FUZZ_SEED ?= 0
# A random sample of all mutants, the same for the same seed.
MUTANTS ?= 600
MUTANTS_SEED ?= 1
FUZZ_TARGETS = $(notdir $(basename $(wildcard fuzz/fuzz_targets/*.rs)))

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

check: ## quick: format, lints, tests and vectors of the core
	cargo fmt --all -- --check
	cargo clippy -p funnelmath --all-targets --all-features -- -D warnings
	cargo test -p funnelmath --all-features --lib --tests
	python3 core/testdata/generate.py --check

long: ## full sizes, for hours: property cases, error bounds, fuzzing, mutants; prints date and commit
	ci/long.sh

test: test-rust vectors generated test-c test-hosts test-mcp test-js ## every test, installing what it needs

test-c: ## the C interface from C and C++: sanitizers, valgrind, panics
	ci/install.sh c
	ci/c_tests.sh

test-hosts: ## the installed library from C, C++, PHP, Python, Ruby and PostgreSQL
	ci/install.sh c
	ci/c_install.sh

test-mcp: ## `funnelmath mcp` with the official Python client
	ci/mcp.sh

test-js: ## the npm package: built, tested, packed and used (Node 20 or newer)
	ci/js.sh

wasm: ## the npm package in bindings/js/npm/dist
	cd bindings/js/npm && npm install --no-save --no-package-lock --ignore-scripts --no-audit --no-fund
	cd bindings/js/npm && npm run build

.PHONY: sizes
sizes: ## what a page loads for each entry of the npm package, beside its budget
	cd bindings/js/npm && npm run --silent sizes

test-rust: ## cargo test: the workspace with all features, the core with fewer
	cargo test --workspace --all-features
	cargo test -p funnelmath --no-default-features --lib --tests # the doc tests need alloc
	cargo test -p funnelmath --no-default-features --features alloc
	cargo check -p funnelmath --no-default-features --features serde
	cargo check -p funnelmath --no-default-features --features serde,alloc

.PHONY: lines
lines: ## how many lines of the bindings are written by hand, test a host, or are generated
	ci/lines.py

vectors: ## the checked-in test vectors equal what their generator writes
	python3 core/testdata/generate.py --check

generate: ## what the hosts and pages have in common, from the description of all questions and the C header
	python3 bindings/generator

generated: ## the checked-in generated files equal what bindings/generator writes
	python3 bindings/generator --check

bench: ## the benches, beside their peers
	cargo bench -p funnelmath-benches

fuzz: ## libFuzzer on each target, FUZZ_SECONDS or FUZZ_RUNS each (nightly)
	ci/install.sh fuzz
	for target in $(FUZZ_TARGETS); do \
		corpus=fuzz/corpus/$$target; mkdir -p "$$corpus"; echo "fuzzing $$target"; \
		sanitizer=none; case $$target in c_*) sanitizer=address;; esac; \
		cargo +nightly fuzz run --sanitizer $$sanitizer "$$target" --features libfuzzer "$$corpus" "fuzz/seeds/$$target" -- \
			-max_total_time=$(FUZZ_SECONDS) -runs=$(FUZZ_RUNS) -seed=$(FUZZ_SEED) -max_len=512 -verbosity=0 -print_final_stats=1; \
	done

mutants: ## which of MUTANTS random changes of the core no test notices (slow; MUTANTS_SEED takes others)
	ci/install.sh mutants
	ci/mutants.sh "$(MUTANTS)" "$(MUTANTS_SEED)"

lint: ## format and clippy, warnings are errors
	ci/install.sh base
	cargo fmt --all -- --check
	cargo fmt --manifest-path core/probe/Cargo.toml -- --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings
	cargo clippy -p funnelmath-js --no-default-features -- -D warnings

msrv: ## the oldest supported Rust builds the core and passes its tests
	ci/install.sh msrv
	cargo +1.85 check -p funnelmath --no-default-features
	cargo +1.85 test -p funnelmath --all-features --all-targets
	cargo +1.85 check -p funnelmath-cli --all-targets

docs: ## the manual of the crate, with every feature and with none; warnings are errors
	RUSTDOCFLAGS="-D warnings" cargo doc -p funnelmath --no-deps --no-default-features
	RUSTDOCFLAGS="-D warnings" cargo doc -p funnelmath --no-deps --all-features

package: ## the crate as it would be published, tested outside the workspace
	ci/package.sh

deny: ## licences and sources of all dependencies
	ci/install.sh deny
	cargo deny --all-features check licenses sources bans

miri: ## the unsafe code of the C boundary, for undefined behaviour (nightly)
	ci/install.sh miri
	cargo +nightly miri test -p funnelmath-c --test boundary

no-std: ## proves by linking that no std is needed
	ci/no_std.sh

PREFIX ?= /usr/local
C_BUILD ?= target/c
.PHONY: install
install: ## the C library, its headers and packages, into $(DESTDIR)$(PREFIX)
	cmake -S bindings/c -B "$(C_BUILD)" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$(PREFIX)"
	cmake --build "$(C_BUILD)"
	DESTDIR="$(DESTDIR)" cmake --install "$(C_BUILD)"
