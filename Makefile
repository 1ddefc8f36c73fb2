# The build of imconform: `make help` says what it can do.
#
# What a person calls is the first part; it sees to the packages that it needs and then calls make again for the second
# part, where the files are.  Everything that is made goes to $(BUILD).

BUILD   ?= .build
PREFIX  ?= /usr/local
DESTDIR ?=
IMPL    ?=
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
OPT     ?= -O2 -g
PYTHON  ?= $(firstword $(wildcard /usr/bin/python3) python3)
SHELL   := /bin/sh

export PYTHON IMPL
export IMC_SRC   := $(CURDIR)
export IMC_BUILD := $(abspath $(BUILD))
# Python keeps there what it compiled, whatever it was told by whoever called make: since it looks for its own library
# there too, it would else compile that anew at each start, and tests start it some thousand times.
export PYTHONPYCACHEPREFIX := $(IMC_BUILD)/pycache
unexport PYTHONDONTWRITEBYTECODE

# Under `make -n` nothing is run, not even what is marked as calling make, as it would be by itself.
only_shown := $(findstring n,$(filter-out -%,$(firstword $(MAKEFLAGS))))
run = $(if $(only_shown),,+@)
make = $(MAKE)

MAKEFLAGS += -r
ifeq ($(MAKELEVEL),0)
# Everything that can be made is made (-k), so that one broken file does not hide what else there is to say; more at a
# time than there are processors, since much of what tests do is waiting.
MAKEFLAGS += --no-print-directory --output-sync=target -k -j$(or $(JOBS),$(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 2))))
# Make itself ends with 2 for every failure, but the verdict is 0, 1 or 2.  In question mode it hands on the 1 of a recipe
# that calls make; so `make check` and `make audit`, asked for alone, are run in that mode and drop it for what they call.
ifneq ($(MAKECMDGOALS),)
ifeq ($(filter-out check audit,$(MAKECMDGOALS))$(only_shown),)
MAKEFLAGS += -q
endif
endif
endif
.DELETE_ON_ERROR:
.SUFFIXES:

# ---- what a person calls --------------------------------------------------------------------------------------------

keep_status = MAKEFLAGS=$$(printf '%s' "$$MAKEFLAGS" | sed 's/^\([[:alpha:]]*\)q/\1/'); export MAKEFLAGS
# Two makes in one tree wait for each other while they build.
locked_make = mkdir -p $(BUILD) && flock $(BUILD)/lock $(make)

.PHONY: all audit check com docs lint format coverage coverage-model sanitize fuzz bench install clean help
all:
	@.ci/setup audit
	$(run)$(locked_make) build

audit:
	$(run)$(keep_status); .ci/setup audit && $(locked_make) build || exit 2; \
	    .ci/audit "$${IMPL:-library:$(BUILD)/iuts/desk.so}"

ifeq ($(IMPL),)
check:
	$(run)$(keep_status); .ci/setup audit check com || exit 2; \
	$(locked_make) build-tests && built=yes || built=no; \
	$(make) run-tests; $(PYTHON) .ci/test.py tally $$built $(LOGGED)
else
check:
	$(run)$(keep_status); .ci/setup audit && $(locked_make) build || exit 2; .ci/audit --no-reports "$$IMPL"
endif

# The COM server and what drives it, for Windows: Wine runs them elsewhere.
com:
	@.ci/setup audit com
	$(run)$(locked_make) build-com

docs:
	@.ci/setup audit docs
	$(run)$(locked_make) program
	@.ci/docs $(BUILD)/docs

lint:
	$(run).ci/setup audit lint com || exit 2; \
	$(locked_make) build && built=yes || built=no; $(make) lint-files && [ $$built = yes ] && echo 'lint: clean'

coverage:
	@.ci/setup audit check coverage coverage-model com
	$(run).ci/coverage

coverage-model:
	@.ci/setup audit coverage-model
	$(run).ci/coverage-model

# Every test with the address and undefined-behaviour sanitizers, and one run of the suite under valgrind.
sanitize:
	@.ci/setup audit check sanitize com
	$(run).ci/sanitize

fuzz:
	@.ci/setup audit fuzz
	$(run).ci/fuzz

bench:
	@.ci/setup audit bench com
	$(run)$(locked_make) build build-com $(BENCHES) && .ci/bench $(BENCH)

# The program is built once more: it knows the folder of its cases and reports.  What drives COM servers goes with it
# where there are compilers for that.
COM_IF_THERE = $(shell for tool in $(BRIDGE_CC) $(WIDL) $(MINGW_CC); do command -v $$tool > /dev/null || exit; done; echo build-com)
install:
	@.ci/setup audit
	$(run)$(locked_make) build $(COM_IF_THERE) BUILD=$(BUILD)/install DATADIR=$(PREFIX)/share/imconform
	@.ci/install '$(BUILD)/install' '$(DESTDIR)$(PREFIX)'

clean:
	rm -rf $(BUILD)

help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST))
## make                      builds everything into .build/
## make audit [IMPL=LOCATOR] runs the suite on an implementation (default: the bundled one) and writes the reports
## make check                runs every test of the project, then the suite on every bundled implementation
## make check IMPL=LOCATOR   runs the suite on that one: status 0 nothing failed, 1 something did, 2 it could not judge
## make com                  the COM server (DLL, EXE, type library) into .build/com, with MinGW and Wine's tools
## make docs                 the documentation of the rules, as HTML and Markdown in .build/docs
## make lint                 compilers' warnings, clang-tidy, cppcheck, format, layers, texts, cases
## make format               lays out all C files as .clang-format says
## make coverage             lines and branches that the tests reach, as HTML in .build/coverage/html; MC/DC of the model
## make coverage-model       of the model alone, by its own tests: lines, branches and MC/DC, which must be complete
## make sanitize             the tests under sanitizers, one run under valgrind
## make fuzz                 30 seconds for each fuzz target
## make bench [BENCH=NAMES]  speed beside that of other tools, with limits: a table, and .build/bench/results.json
## make install [PREFIX=/usr/local] [DESTDIR=]
## make clean
##
## Missing packages are installed first, or named in the one command that does it. JOBS=N: how many at once.
## A LOCATOR is library:PATH, service:COMMAND, unix:PATH, tcp:HOST:PORT or com:PROGID[,local][,dispatch|script].

# ---- what is made ---------------------------------------------------------------------------------------------------

OBJ     := $(BUILD)/obj
files    = $(shell find $(1) -type f ! -name '*.pyc' 2>/dev/null | sort)
to_obj   = $(patsubst %.c,$(OBJ)/%.o,$(1))
name_of  = $(patsubst test_%,%,$(basename $(notdir $(1))))

MODEL_C     := $(wildcard model/*.c)
HARNESS_C   := $(filter-out harness/commands/main.c,$(wildcard harness/*.c harness/adapters/*.c harness/search/*.c \
               harness/commands/*.c))
MAIN_C      := $(wildcard harness/commands/main.c)
DESK_C      := $(filter-out %/desk_default.c,$(wildcard harness/iuts/library/*.c))
DESK_MAIN_C := $(wildcard harness/iuts/library/desk_default.c)
WRONG_C     := $(wildcard harness/iuts/wrong/*.c)
RIGHT_C     := $(wildcard harness/iuts/right/*.c)
FIXTURE_C   := $(wildcard harness/tests/fixtures/*.c)
FUZZ_C      := $(wildcard harness/tests/fuzz_*.c)
EXAMPLE_C   := $(wildcard harness/example/*.c)
BENCH_C     := $(wildcard harness/bench/*.c)
# What the tests of the harness share.
SUPPORT_C   := $(filter-out harness/tests/test_% $(FUZZ_C),$(wildcard harness/tests/*.c))

MODEL_TEST_C   := $(wildcard model/tests/test_*.c)
ALONE_TEST_C   := $(wildcard model/tests/standalone*.c)
HARNESS_TEST_C := $(wildcard harness/tests/test_*.c)
DESK_TEST_C    := $(wildcard harness/iuts/library/tests/test_*.c)
TEST_FOLDERS   := $(addsuffix /tests,model harness cases reports harness/iuts/service $(if $(EXTRA_CFLAGS),,harness/iuts/com))
PY_TESTS       := $(sort $(wildcard $(addsuffix /*_test.py,$(TEST_FOLDERS)) $(addsuffix /test_*.py,$(TEST_FOLDERS))))

include harness/iuts/com/com.mk

MODEL_A   := $(BUILD)/libimmodel.a
HARNESS_A := $(BUILD)/libharness.a
PROGRAM   := $(if $(MAIN_C),$(BUILD)/imconform)
DESK      := $(if $(DESK_MAIN_C),$(BUILD)/iuts/desk.so)
VARIANTS  := $(patsubst harness/%.c,$(BUILD)/%.so,$(WRONG_C) $(RIGHT_C))
FIXTURES  := $(patsubst harness/tests/%.c,$(BUILD)/tests/%.so,$(FIXTURE_C))
BENCHES   := $(patsubst harness/bench/%.c,$(BUILD)/bench/%,$(BENCH_C))
FUZZERS   := $(patsubst harness/tests/%.c,$(BUILD)/tests/%,$(FUZZ_C))
C_TESTS   := $(addprefix $(BUILD)/tests/,$(foreach f,$(MODEL_TEST_C) $(ALONE_TEST_C),model_$(call name_of,$f)) \
             $(foreach f,$(HARNESS_TEST_C),harness_$(call name_of,$f)) $(foreach f,$(DESK_TEST_C),library_$(call name_of,$f)) \
             $(foreach f,$(COM_TEST_C),com_$(call name_of,$f)))

.PHONY: build build-tests build-model-tests build-fuzzers
build: $(if $(MODEL_C),$(MODEL_A) $(if $(EXTRA_CFLAGS),,$(BUILD)/freestanding.ok)) $(PROGRAM) $(DESK) $(VARIANTS); @:
program: $(PROGRAM); @:
build-tests: build $(C_TESTS) $(FIXTURES) $(if $(EXTRA_CFLAGS),,build-com); @:
build-model-tests: $(filter $(BUILD)/tests/model_%,$(C_TESTS)); @:
build-fuzzers: $(FUZZERS); @:

# ---- how it is made -------------------------------------------------------------------------------------------------

# Asked only when something is compiled: before that the packages may not be there.
once         = $(eval $(1) := $(shell pkg-config $(2)))$($(1))
PKG_CFLAGS   = $(call once,PKG_CFLAGS,--cflags yaml-0.1 jansson libcrypto check)
PKG_LIBS     = $(call once,PKG_LIBS,--libs yaml-0.1 jansson libcrypto check)
CHECK_CFLAGS = $(call once,CHECK_CFLAGS,--cflags check)
CHECK_LIBS   = $(call once,CHECK_LIBS,--libs check)

# The installed program finds its cases and reports here; the one in the build tree finds those of the sources.
DATADIR  ?= $(CURDIR)
C11      := -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
GNU      := $(C11) -D_GNU_SOURCE
# Without the protection that a distribution may switch on: it calls libc, which a freestanding program lacks.
ALONE    := $(C11) -ffreestanding -fno-stack-protector -U_FORTIFY_SOURCE -Imodel
CORE      = $(GNU) $(addprefix -I,model harness harness/adapters harness/search) $(PKG_CFLAGS) \
            -DIMCONFORM_DATADIR='"$(DATADIR)"'
SHARED   := $(GNU) -fPIC -Iharness/adapters -Iharness/iuts/library

# The flags of a file, by the folder that it lies in.
flags_for = $(or $(if $(filter model/tests/%,$(1)),$(GNU) -Imodel $(CHECK_CFLAGS)), \
                 $(if $(filter model/%,$(1)),$(ALONE)), \
                 $(if $(filter harness/iuts/library/tests/%,$(1)),$(SHARED) $(CHECK_CFLAGS)), \
                 $(if $(filter $(COM_TEST_C) $(COM_CORE_C) $(COM_CORE_H),$(1)),$(COM_CORE_FLAGS) $(CHECK_CFLAGS)), \
                 $(if $(filter $(COM)/%,$(1)),$(PE_FLAGS)), \
                 $(if $(filter $(BRIDGE)/%,$(1)),$(BRIDGE_FLAGS)), \
                 $(if $(filter harness/iuts/%,$(1)),$(SHARED) -fvisibility=hidden), \
                 $(if $(filter harness/tests/fixtures/% harness/example/%,$(1)),$(SHARED)), \
                 $(CORE))
# Bundled implementations are what is tested, so neither coverage nor sanitizers look at them.
extra_for = $(if $(filter harness/iuts/% harness/tests/fixtures/%,$(1)),$(EXTRA_IUT),$(EXTRA_CFLAGS))

say     = @printf '  %-5s %s\n' $(1) $(2); mkdir -p $(@D);
link    = $(call say,LINK,$@) $(CC) $(OPT) $(EXTRA_CFLAGS) $(LDFLAGS) $(EXTRA_LDFLAGS) -o $@ $^ $(1)
shared  = $(call say,LINK,$@) $(CC) $(OPT) $(EXTRA_IUT) $(LDFLAGS) -shared -o $@ $^ $(1)
# A new archive each time, in which members of equal names (from different folders) stand side by side.
archive = $(call say,AR,$@) rm -f $@ && ar qcs $@ $^

# What was compiled with other flags, or in another place, is compiled again.
FLAGS_NOW := $(CC)|$(OPT)|$(EXTRA_CFLAGS)|$(EXTRA_IUT)|$(LDFLAGS)|$(EXTRA_LDFLAGS)|$(C11)|$(DATADIR)
$(shell mkdir -p $(BUILD))
ifneq ($(file <$(BUILD)/flags),$(FLAGS_NOW))
$(file >$(BUILD)/flags,$(FLAGS_NOW))
endif

$(OBJ)/%.o: %.c $(BUILD)/flags
	$(call say,CC,$<) $(CC) $(call flags_for,$<) $(OPT) $(call extra_for,$<) -MMD -MP -c -o $@ $<

$(MODEL_A): $(call to_obj,$(MODEL_C))
	$(archive)
$(HARNESS_A): $(call to_obj,$(HARNESS_C)) $(OBJ)/places.o
	$(archive)
# Where the model implements each rule.
PLACES_C := model/told.def $(filter-out model/profiles.c model/mutate.c model/lists.c,$(MODEL_C))
$(BUILD)/places.c: harness/lint/places.py model/rules.def $(PLACES_C)
	$(call say,GEN,$@) $(PYTHON) $< model/rules.def $(PLACES_C) > $@
$(OBJ)/places.o: $(BUILD)/places.c $(BUILD)/flags
	$(call say,CC,$<) $(CC) $(CORE) $(OPT) $(EXTRA_CFLAGS) -MMD -MP -c -o $@ $<

# The model as a library needs nothing from outside but what a freestanding compiler itself may call.
$(BUILD)/freestanding.ok: $(MODEL_A)
	@nm -P $< | awk '$$2 == "U" { needs[$$1] } $$2 ~ /^[A-TV-Z]$$/ { has[$$1] } END { \
	    split("memcpy memmove memset memcmp _GLOBAL_OFFSET_TABLE_", list); for (i in list) has[list[i]]; \
	    for (name in needs) if (!(name in has)) { print "$<: needs " name ", so it is not freestanding"; bad = 1 } \
	    exit bad }' && touch $@

# Bound at the start, since each case runs in a child, which would look up every function that it calls anew.
$(BUILD)/imconform: $(call to_obj,$(MAIN_C)) $(HARNESS_A) $(MODEL_A)
	$(call link,-Wl$(comma)-z$(comma)now $(PKG_LIBS))
$(BUILD)/iuts/desk.so: $(call to_obj,$(DESK_C) $(DESK_MAIN_C))
	$(call shared,-Wl$(comma)-z$(comma)defs)
$(BUILD)/iuts/%.so: $(OBJ)/harness/iuts/%.o $(call to_obj,$(DESK_C))
	$(call shared,-Wl$(comma)-z$(comma)defs)
$(BUILD)/tests/model_%: $(OBJ)/model/tests/test_%.o $(MODEL_A)
	$(call link,$(CHECK_LIBS))
$(BUILD)/tests/model_stand%: $(OBJ)/model/tests/stand%.o $(MODEL_A)
	$(call link)
$(BUILD)/tests/harness_%: $(OBJ)/harness/tests/test_%.o $(call to_obj,$(SUPPORT_C)) $(HARNESS_A) $(MODEL_A)
	$(call link,$(PKG_LIBS))
$(BUILD)/tests/library_%: $(OBJ)/harness/iuts/library/tests/test_%.o $(call to_obj,$(DESK_C))
	$(call shared_test,$(CHECK_LIBS))
$(BUILD)/tests/fixtures/%.so: $(OBJ)/harness/tests/fixtures/%.o
	$(shared)
$(BUILD)/bench/%: $(OBJ)/harness/bench/%.o $(HARNESS_A) $(MODEL_A)
	$(call link,-Wl$(comma)-z$(comma)now $(PKG_LIBS))
$(BUILD)/tests/fuzz_%: $(OBJ)/harness/tests/fuzz_%.o $(HARNESS_A) $(MODEL_A)
	$(call link,-fsanitize=fuzzer $(PKG_LIBS))
shared_test = $(call say,LINK,$@) $(CC) $(OPT) $(EXTRA_IUT) $(LDFLAGS) -o $@ $^ $(1)
comma := ,
.SECONDARY:

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)

# ---- tests ----------------------------------------------------------------------------------------------------------

LOGS     := $(BUILD)/test-logs
C_LOGS   := $(patsubst $(BUILD)/tests/%,$(LOGS)/%.ok,$(C_TESTS))
py_log    = $(LOGS)/$(subst /,_,$(subst /tests/,/,$(basename $(1)))).ok
PY_LOGS  := $(foreach f,$(PY_TESTS),$(call py_log,$f))
SELFTEST := $(if $(wildcard harness/tests/selftest.py),$(LOGS)/selftest.ok)
# What takes longest is started first, so that no core waits for it at the end.
LONGEST  := $(addprefix harness_,iuts_com_test_com_faults cli_ics_test iuts_com_test_com_adapter shrink \
            iuts_com_test_com_foreign cli_explore_test iuts_com_test_com_recovery cli_walk_test \
            iuts_com_test_com_programs readme_test cli_together_test cli_manners_test cli_adequacy_test cli_run_test)
FIRST    := $(filter $(C_LOGS) $(PY_LOGS),$(LONGEST:%=$(LOGS)/%.ok))
LOGGED   := $(basename $(notdir $(C_LOGS) $(PY_LOGS) $(SELFTEST)))
run_test  = $(PYTHON) .ci/test.py run $(basename $(@F))
PYTEST   := -m pytest -q -rs -p no:cacheprovider
# What a test that runs the program may look at.
ALL_PARTS := $(call files,cases model reports harness) $(wildcard README.md) $(PROGRAM) $(DESK) $(VARIANTS) $(FIXTURES)

.PHONY: unit-tests run-tests list-tests
list-tests:
	@echo $(filter-out selftest,$(LOGGED))
unit-tests: $(FIRST) $(filter-out $(FIRST),$(C_LOGS) $(PY_LOGS)); @:
run-tests: unit-tests $(SELFTEST); @:

$(LOGS)/%.ok: $(BUILD)/tests/% .ci/test.py
	@$(run_test) $<
$(LOGS)/library_variants.ok: $(BUILD)/tests/library_variants $(DESK) $(VARIANTS) .ci/test.py
	@$(run_test) $< $(BUILD)/iuts/right $(BUILD)/iuts/wrong
$(LOGS)/harness_%.ok: $(BUILD)/tests/harness_% $(ALL_PARTS) .ci/test.py
	@$(run_test) $<
# After the others: it keeps every core busy, which tests with time limits would feel.
$(LOGS)/selftest.ok: harness/tests/selftest.py $(ALL_PARTS) .ci/test.py | unit-tests
	@$(run_test) $(PYTHON) $<

define py_test
$(call py_log,$(1)): $(1) $$(PY_NEEDS_$(patsubst %/tests/,%,$(dir $(1)))) .ci/test.py
	@$$(run_test) $$(PYTHON) $$(PYTEST) $(1)
endef
PY_NEEDS_model   := $(call files,model)
PY_NEEDS_reports := $(call files,reports)
PY_NEEDS_cases   := $(call files,cases)
PY_NEEDS_harness/iuts/service := $(call files,harness/iuts/service)
PY_NEEDS_harness/iuts/com := $(call files,$(COM) harness/bridge cases) $(COM_PARTS) $(PROGRAM)
PY_NEEDS_harness := $(ALL_PARTS)
$(foreach f,$(PY_TESTS),$(eval $(call py_test,$f)))

include harness/lint/lint.mk
