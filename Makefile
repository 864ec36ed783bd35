# `make help` says what there is.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help test test-rust test-c test-hosts test-js wasm miri vectors bench fuzz mutants lint no-std msrv

# Seconds that each target is fuzzed; `make fuzz FUZZ_SECONDS=600` for longer.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS = $(notdir $(basename $(wildcard fuzz/fuzz_targets/*.rs)))

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

test: test-rust vectors test-c test-hosts test-js ## every test, installing what it needs

test-c: ## the C interface from C and C++: sanitizers, valgrind, panics
	ci/install.sh c
	ci/c_tests.sh

test-hosts: ## the installed library from C, C++, PHP, Python, Ruby and PostgreSQL
	ci/install.sh c
	ci/c_install.sh

test-js: ## the npm package: built, tested, packed and used (Node 20 or newer)
	ci/js.sh

wasm: ## the npm package in bindings/js/npm/dist
	cd bindings/js/npm && npm install --no-save --no-package-lock --ignore-scripts --no-audit --no-fund
	cd bindings/js/npm && npm run build

test-rust: ## cargo test: the workspace with all features, the core with fewer
	cargo test --workspace --all-features
	cargo test -p funnelmath --no-default-features
	cargo test -p funnelmath --no-default-features --features alloc
	cargo check -p funnelmath --no-default-features --features serde
	cargo check -p funnelmath --no-default-features --features serde,alloc

vectors: ## the golden vectors are what their generator makes
	python3 core/testdata/generate.py --check

bench: ## the benches, beside their peers
	cargo bench -p funnelmath-benches

fuzz: ## libFuzzer on each target, FUZZ_SECONDS each (nightly)
	ci/install.sh fuzz
	for target in $(FUZZ_TARGETS); do \
		corpus=fuzz/corpus/$$target; mkdir -p "$$corpus"; echo "fuzzing $$target"; \
		sanitizer=none; case $$target in c_*) sanitizer=address;; esac; \
		cargo +nightly fuzz run --sanitizer $$sanitizer "$$target" --features libfuzzer "$$corpus" "fuzz/seeds/$$target" -- \
			-max_total_time=$(FUZZ_SECONDS) -max_len=512 -verbosity=0 -print_final_stats=1; \
	done

mutants: ## which changes of the core no test notices (slow)
	ci/install.sh mutants
	cargo mutants -p funnelmath --all-features

lint: ## format and clippy, warnings are errors
	ci/install.sh base
	cargo fmt --all -- --check
	cargo fmt --manifest-path core/probe/Cargo.toml -- --check
	cargo clippy --workspace --all-targets --all-features -- -D warnings
	cargo clippy -p funnelmath-js --no-default-features -- -D warnings

msrv: ## the oldest supported Rust builds it
	ci/install.sh msrv
	cargo +1.85 check -p funnelmath --all-features

miri: ## the unsafe code of the C boundary, for undefined behaviour (nightly)
	ci/install.sh miri
	cargo +nightly miri test -p funnelmath-c --test boundary

no-std: ## proof by linking that no std is needed
	ci/no_std.sh

PREFIX ?= /usr/local
C_BUILD ?= target/c
.PHONY: install
install: ## the C library, its headers and packages, into $(DESTDIR)$(PREFIX)
	cmake -S bindings/c -B "$(C_BUILD)" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$(PREFIX)"
	cmake --build "$(C_BUILD)"
	DESTDIR="$(DESTDIR)" cmake --install "$(C_BUILD)"
