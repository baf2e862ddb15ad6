# Every command a person needs. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# One crash trace must not print memory that held a key (platform: Swift's backtracer).
export SWIFT_BACKTRACE := enable=no
export PLOMBA_VECTORS ?= $(abspath ../shared/vectors)

SWIFT_FLAGS := --explicit-target-dependency-import-check error
VENV := .venv
# Targets whose tests serve and answer within a process and in time. They run after the others, which wait for programs
# and compute, and would leave them no thread to answer on; and each by itself, so that few files are open at once:
# Foundation reads past a buffer when it starts a program while more than 1,350 are.
SERVING := BrokerTests WitnessTests BrokerServerTests
LIBRARIES := libsodium-dev libssl-dev libsqlite3-dev pkg-config
TOOLS := age openssh-client openssl python3 python3-venv curl strace xxd

.PHONY: help libraries tools build release verifier package package-test test vectors demo bench torture cuts fuzz format lint clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

libraries: ## install the system libraries that the build needs (asks for root only if one is missing)
	@Tools/install-packages $(LIBRARIES)

tools: libraries ## install what the tests check us against: age, ssh-keygen, openssl, Python verifiers
	@Tools/install-packages $(TOOLS)
	@Tools/make-venv $(VENV) Tests/requirements.txt
	@# The tests start these scripts again and again, and keep nothing of what Python makes of them.
	@$(VENV)/bin/python3 -m compileall -q Protocol/verifier Tests/Interop
	@Tools/make-clock Tests/Interop/clock.c .build/clock.so

build: libraries ## debug build of everything (about 7 minutes the first time)
	swift build $(SWIFT_FLAGS)

release: libraries ## release build of plomba and plombad (about 10 minutes the first time)
	swift build -c release --static-swift-stdlib --product plomba
	swift build -c release --static-swift-stdlib --product plombad

verifier: libraries ## the stand-alone verifier, small, for a computer without a network; proves what it needs
	@Tools/install-packages binutils strace
	@Tools/link-archives .build/archives
	swift build -c release --static-swift-stdlib --product plomba-verify
	@Tools/link-verifier .build/release .build/archives .build/plomba-verify.linked
	@Tools/check-verifier .build/plomba-verify.linked .build/plomba-verify

package: release verifier ## Debian packages of client and broker, in .build/package
	@Tools/install-packages dpkg-dev help2man binutils
	@deploy/package/build .build/package

package-test: package ## installs, runs, upgrades and removes the packages on a bare Debian in a folder (as root)
	@Tools/install-packages debootstrap lintian curl python3-venv
	@# The address of whoever builds here need not be one of the world's.
	@lintian --allow-root --fail-on error --suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog .build/package/*.deb
	@deploy/package/test .build/package

lint: ## formatting, strictly
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Fuzz

test: tools lint ## everything that proves something (about 30 minutes from nothing)
	swift build --build-tests $(SWIFT_FLAGS)
	$(if $(FILTER),Tools/run-tests --filter $(FILTER),Tools/run-tests $(SERVING:%=--skip '^%\.') && \
	  for target in $(SERVING); do Tools/run-tests --filter "^$$target\." || exit 1; done)

vectors: tools ## only the tests over other people's vectors; prints the number of cases per set
	swift build --build-tests $(SWIFT_FLAGS)
	@swift test --skip-build --filter 'Vectors' > .build/vectors.log 2>&1; status=$$?; \
	  grep -ohE 'vectors [A-Za-z0-9_./-]+ cases=[0-9]+' .build/vectors.log | sort -u; \
	  if [ $$status -ne 0 ]; then tail -40 .build/vectors.log; fi; exit $$status

demo: libraries ## two organisations, a broker, a 1 GiB case across a border, checked by other people's tools
	@Tools/install-packages $(TOOLS)
	@Tools/make-venv $(VENV) Tests/requirements.txt
	swift build --product plomba && swift build --product plombad
	@Demo/run

bench: release ## rows P1 to P9 and P15 of speed and memory against the peers: make bench ROWS="P1 P7"
	swift build -c release --static-swift-stdlib --product logbench
	@Tools/install-packages $(TOOLS) minisign time
	@Tools/make-venv $(VENV) Tests/requirements.txt
	@Benchmarks/bench $(ROWS)

torture: tools ## one torture test: make torture TEST=T01 N=1000 SEED=7 (T10, T11, T40 without N: every case)
	@Tests/Torture/run $(or $(TEST),T01) $(if $(N),--n $(N),$(if $(filter T10 T11 T40,$(TEST)),,--n 200)) --seed $(or $(SEED),1)

cuts: tools ## a power cut at every call of a change of the log's key, some thousand (hours)
	swift build --build-tests $(SWIFT_FLAGS)
	PLOMBA_EVERY_CALL=1 TEST_LIMIT=36000 Tools/run-tests --filter 'leaves the old log or the new one at each step'

fuzz: libraries ## fuzz one reader of outside data: make fuzz TARGET=age SECONDS=60 (Fuzz/Targets/FuzzTarget.swift lists them)
	PLOMBA_FUZZ=1 swift build -c release --sanitize=fuzzer --scratch-path .build-fuzz --product fuzz
	@Fuzz/run $(or $(TARGET),age) $(or $(SECONDS),60)

format: ## put the formatting right
	swift format --in-place --recursive Package.swift Sources Tests Fuzz

clean: ## remove what the build made (keeps the demo's results)
	rm -rf .build $(VENV)
