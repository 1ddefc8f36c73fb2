# The build of imconform: `make help` says what it can do.
#
# What a person calls (the first part) sees to the packages that it needs and then calls make again for the second
# part, where the files are.  Everything that is made goes to $(BUILD).

BUILD   ?= .build
PREFIX  ?= /usr/local
DESTDIR ?=
IMPL    ?=
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
PYTHON  ?= $(firstword $(wildcard /usr/bin/python3) python3)
OPT     ?= -O2 -g
SHELL   := /bin/sh

export IMC_SRC   := $(CURDIR)
export IMC_BUILD := $(abspath $(BUILD))
export PYTHONPYCACHEPREFIX := $(IMC_BUILD)/pycache

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += --no-print-directory --output-sync=target -k -j$(or $(JOBS),$(shell nproc 2>/dev/null || echo 2))
endif
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += -r

.PHONY: all help clean
all:
	@.ci/setup audit
	@mkdir -p $(BUILD) && flock $(BUILD)/lock $(MAKE) build

# ---- what is made ---------------------------------------------------------------------------------------------------

OBJ := $(BUILD)/obj
to_obj = $(patsubst %.c,$(OBJ)/%.o,$(1))
name_of = $(patsubst test_%,%,$(basename $(notdir $(1))))

MODEL_C    := $(wildcard model/*.c)
HARNESS_C  := $(filter-out harness/commands/main.c,$(wildcard harness/*.c harness/adapters/*.c harness/commands/*.c))
MAIN_C     := $(wildcard harness/commands/main.c)
DESK_C     := $(filter-out %/desk_default.c,$(wildcard harness/iuts/library/*.c))
DESK_MAIN_C := $(wildcard harness/iuts/library/desk_default.c)
WRONG_C    := $(wildcard harness/iuts/wrong/*.c)
RIGHT_C    := $(wildcard harness/iuts/right/*.c)
FIXTURE_C  := $(wildcard harness/tests/fixtures/*.c)
# What the tests of the harness share.
SUPPORT_C  := $(filter-out harness/tests/test_% harness/tests/fuzz_%,$(wildcard harness/tests/*.c))

MODEL_TEST_C   := $(wildcard model/tests/test_*.c)
ALONE_TEST_C   := $(wildcard model/tests/standalone*.c)
HARNESS_TEST_C := $(wildcard harness/tests/test_*.c)
DESK_TEST_C    := $(wildcard harness/iuts/library/tests/test_*.c)
PY_TESTS       := $(sort $(wildcard $(foreach d,model harness reports harness/iuts/service,$d/tests/*_test.py $d/tests/test_*.py)))

MODEL_A   := $(BUILD)/libimmodel.a
HARNESS_A := $(BUILD)/libharness.a
PROGRAM   := $(if $(MAIN_C),$(BUILD)/imconform)
DESK      := $(if $(DESK_MAIN_C),$(BUILD)/iuts/desk.so)
WRONG     := $(patsubst harness/iuts/%.c,$(BUILD)/iuts/%.so,$(WRONG_C))
RIGHT     := $(patsubst harness/iuts/%.c,$(BUILD)/iuts/%.so,$(RIGHT_C))
FIXTURES  := $(patsubst harness/tests/%.c,$(BUILD)/tests/%.so,$(FIXTURE_C))

MODEL_TESTS   := $(foreach f,$(MODEL_TEST_C) $(ALONE_TEST_C),$(BUILD)/tests/model_$(call name_of,$f))
HARNESS_TESTS := $(foreach f,$(HARNESS_TEST_C),$(BUILD)/tests/harness_$(call name_of,$f))
DESK_TESTS    := $(foreach f,$(DESK_TEST_C),$(BUILD)/tests/library_$(call name_of,$f))
C_TESTS       := $(MODEL_TESTS) $(HARNESS_TESTS) $(DESK_TESTS)

.PHONY: build build-tests
build: $(if $(MODEL_C),$(MODEL_A) $(BUILD)/freestanding.ok) $(PROGRAM) $(DESK) $(WRONG) $(RIGHT)
build-tests: build $(C_TESTS) $(FIXTURES)

# ---- how it is made -------------------------------------------------------------------------------------------------

# Asked only when something is compiled: before that the packages may not be there.
once = $(eval $(1) := $(2))$($(1))
PKG_CFLAGS   = $(call once,PKG_CFLAGS,$(shell pkg-config --cflags yaml-0.1 jansson libcrypto check))
PKG_LIBS     = $(call once,PKG_LIBS,$(shell pkg-config --libs yaml-0.1 jansson libcrypto check))
CHECK_CFLAGS = $(call once,CHECK_CFLAGS,$(shell pkg-config --cflags check))
CHECK_LIBS   = $(call once,CHECK_LIBS,$(shell pkg-config --libs check))

# The installed program finds its cases and reports here; the one in the build tree finds those of the sources.
DATADIR  ?= $(CURDIR)
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
# Without the protection that a distribution may switch on: it calls libc, which a freestanding program lacks.
ALONE    := -ffreestanding -fno-stack-protector -U_FORTIFY_SOURCE

MODEL_FLAGS     := -std=c11 $(WARNINGS) -Imodel
HARNESS_FLAGS    = -std=c11 -D_GNU_SOURCE $(WARNINGS) -Imodel -Iharness -Iharness/adapters $(PKG_CFLAGS) \
                   -DIMCONFORM_DATADIR='"$(DATADIR)"'
DESK_FLAGS      := -std=c11 -D_GNU_SOURCE $(WARNINGS) -fPIC -fvisibility=hidden -Iharness/adapters -Iharness/iuts/library
MODEL_TEST_FLAGS = -std=c11 -D_GNU_SOURCE $(WARNINGS) -Imodel $(CHECK_CFLAGS)
DESK_TEST_FLAGS  = $(DESK_FLAGS) $(CHECK_CFLAGS)
FIXTURE_FLAGS   := -std=c11 -D_GNU_SOURCE $(WARNINGS) -fPIC -Iharness/adapters -Iharness/iuts/library

say     = @printf '  %-5s %s\n' $(1) $(2); mkdir -p $(@D);
compile = $(call say,CC,$<) $(CC) $(1) $(OPT) $(EXTRA_CFLAGS) -MMD -MP -c -o $@ $<
link    = $(call say,LINK,$@) $(CC) $(OPT) $(EXTRA_CFLAGS) $(LDFLAGS) -o $@ $^ $(1)
# A new archive each time, without putting members of equal names (from different folders) in place of each other.
archive = $(call say,AR,$@) rm -f $@ && ar qcs $@ $^

# What was compiled with other flags, or in another place, is compiled again.
FLAGS_NOW := $(CC)|$(OPT)|$(EXTRA_CFLAGS)|$(LDFLAGS)|$(WARNINGS)|$(DATADIR)
ifneq ($(file <$(BUILD)/flags),$(FLAGS_NOW))
$(shell mkdir -p $(BUILD))
$(file >$(BUILD)/flags,$(FLAGS_NOW))
endif

$(OBJ)/model/%.o: model/%.c $(BUILD)/flags
	$(call compile,$(MODEL_FLAGS) $(ALONE))
$(OBJ)/model/tests/%.o: model/tests/%.c $(BUILD)/flags
	$(call compile,$(MODEL_TEST_FLAGS))
$(OBJ)/harness/%.o: harness/%.c $(BUILD)/flags
	$(call compile,$(HARNESS_FLAGS))
$(OBJ)/harness/tests/fixtures/%.o: harness/tests/fixtures/%.c $(BUILD)/flags
	$(call compile,$(FIXTURE_FLAGS))
$(OBJ)/harness/iuts/%.o: harness/iuts/%.c $(BUILD)/flags
	$(call compile,$(DESK_FLAGS))
$(OBJ)/harness/iuts/library/tests/%.o: harness/iuts/library/tests/%.c $(BUILD)/flags
	$(call compile,$(DESK_TEST_FLAGS))

$(MODEL_A): $(call to_obj,$(MODEL_C))
	$(archive)
$(HARNESS_A): $(call to_obj,$(HARNESS_C))
	$(archive)

$(BUILD)/imconform: $(call to_obj,$(MAIN_C)) $(HARNESS_A) $(MODEL_A)
	$(call link,$(PKG_LIBS))
$(BUILD)/iuts/desk.so: $(call to_obj,$(DESK_C) $(DESK_MAIN_C))
	$(call link,-shared -Wl$(comma)-z$(comma)defs)
$(BUILD)/iuts/wrong/%.so: $(OBJ)/harness/iuts/wrong/%.o $(call to_obj,$(DESK_C))
	$(call link,-shared -Wl$(comma)-z$(comma)defs)
$(BUILD)/iuts/right/%.so: $(OBJ)/harness/iuts/right/%.o $(call to_obj,$(DESK_C))
	$(call link,-shared -Wl$(comma)-z$(comma)defs)
comma := ,

$(BUILD)/tests/model_%: $(OBJ)/model/tests/test_%.o $(MODEL_A)
	$(call link,$(CHECK_LIBS))
$(BUILD)/tests/model_standalone%: $(OBJ)/model/tests/standalone%.o $(MODEL_A)
	$(call link)
$(BUILD)/tests/harness_%: $(OBJ)/harness/tests/test_%.o $(call to_obj,$(SUPPORT_C)) $(HARNESS_A) $(MODEL_A)
	$(call link,$(PKG_LIBS))
$(BUILD)/tests/library_%: $(OBJ)/harness/iuts/library/tests/test_%.o $(call to_obj,$(DESK_C))
	$(call link,$(CHECK_LIBS))
$(BUILD)/tests/fixtures/%.so: $(OBJ)/harness/tests/fixtures/%.o
	$(call link,-shared)

# The model as a library needs nothing from outside but what a freestanding compiler itself may call.
$(BUILD)/freestanding.ok: $(MODEL_A)
	@nm -P $< | awk '$$2 == "U" { needs[$$1] } $$2 ~ /^[A-TV-Z]$$/ { has[$$1] } END { \
	    split("memcpy memmove memset memcmp _GLOBAL_OFFSET_TABLE_", list); for (i in list) has[list[i]]; \
	    for (name in needs) if (!(name in has)) { print "$<: needs " name ", so it is not freestanding"; bad = 1 } \
	    exit bad }' && touch $@

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)

# ---- unit tests -----------------------------------------------------------------------------------------------------

LOGS  := $(BUILD)/test-logs
C_LOGS := $(patsubst $(BUILD)/tests/%,$(LOGS)/%.ok,$(C_TESTS))
py_log = $(LOGS)/$(subst /,_,$(subst /tests/,/,$(basename $(1)))).ok
PY_LOGS := $(foreach f,$(PY_TESTS),$(call py_log,$f))
run_test = $(PYTHON) .ci/test.py run $(basename $(@F))
PYTEST  = $(PYTHON) -m pytest -q -rs -p no:cacheprovider

.PHONY: unit-tests
unit-tests: $(C_LOGS) $(PY_LOGS)

$(LOGS)/%.ok: $(BUILD)/tests/% .ci/test.py
	@$(run_test) $<
$(LOGS)/library_variants.ok: $(BUILD)/tests/library_variants $(DESK) $(RIGHT) $(WRONG) .ci/test.py
	@$(run_test) $< $(BUILD)/iuts/right $(BUILD)/iuts/wrong

define py_test
$(call py_log,$(1)): $(1) $$(PY_NEEDS_$(firstword $(subst /, ,$(1)))) .ci/test.py
	@$$(run_test) $$(PYTEST) $(1)
endef
files = $(shell find $(1) -type f ! -name '*.pyc' 2>/dev/null)
PY_NEEDS_model   := $(call files,model)
PY_NEEDS_reports := $(call files,reports)
PY_NEEDS_harness := $(call files,cases model reports harness) $(wildcard README.md) $(PROGRAM) $(DESK) $(FIXTURES)
$(foreach f,$(PY_TESTS),$(eval $(call py_test,$f)))

.PHONY: tests
tests:
	@.ci/setup audit check
	@mkdir -p $(BUILD) && flock $(BUILD)/lock $(MAKE) build-tests
	@$(MAKE) unit-tests
	@$(PYTHON) .ci/test.py tally $(basename $(notdir $(C_LOGS) $(PY_LOGS)))

clean:
	rm -rf $(BUILD)
