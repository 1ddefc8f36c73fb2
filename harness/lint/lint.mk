# The checks of `make lint`: one stamp per tool and file, so that only what changed is checked again.
# Read by the Makefile; knows its lists of files and its flags.

LINT := $(BUILD)/lint
LINT_C := $(MODEL_C) $(HARNESS_C) $(MAIN_C) $(DESK_C) $(DESK_MAIN_C) $(WRONG_C) $(RIGHT_C) $(FIXTURE_C) $(SUPPORT_C) \
          $(MODEL_TEST_C) $(ALONE_TEST_C) $(HARNESS_TEST_C) $(DESK_TEST_C) $(FUZZ_C) $(EXAMPLE_C) $(BENCH_C) \
          $(COM_CORE_C) $(COM_TEST_C) $(COM_PE_C) $(BRIDGE_C)
LINT_H := $(call files,model harness -name '*.h')
LINT_PY := $(call files,.ci model harness cases reports -name '*.py')
LINT_SH := $(filter-out .ci/packages% %.py,$(call files,.ci)) $(call files,harness -name '*.sh')
LINT_TEXT := $(call files,$(wildcard .ci model harness cases reports $(filter-out .build .git,$(wildcard .[a-z]*)) Makefile README.md LICENSE))

stamps = $(patsubst %,$(LINT)/$(1)/%.ok,$(2))
# What runs on Windows is read by the compilers for it.
is_pe     = $(filter $(COM_PE_C) $(COM_PE_H),$(1))
gcc_for   = $(if $(is_pe),$(MINGW_CC),gcc)
target_of = $(if $(is_pe),--target=x86_64-w64-mingw32)
$(patsubst %,$(LINT)/gcc/%.ok,$(COM_PE_C) $(COM_PE_H) $(BRIDGE_C) $(BRIDGE_H)): $(COM_HEADERS)

check_with = @mkdir -p $(@D); printf '  %-5s %s\n' $(1) $<;

# Fixtures are wrong on purpose, which clang-tidy sees.
.PHONY: lint-files format
lint-files: $(call stamps,gcc,$(LINT_C) $(LINT_H)) $(call stamps,clang,$(LINT_C) $(LINT_H)) $(call stamps,tidy,$(filter-out $(FIXTURE_C),$(LINT_C))) \
            $(call stamps,cppcheck,$(LINT_C)) $(call stamps,format,$(LINT_C) $(LINT_H)) $(call stamps,python,$(LINT_PY)) \
            $(call stamps,shell,$(LINT_SH)) $(LINT)/layers.ok $(LINT)/text.ok $(if $(PROGRAM),$(LINT)/cases.ok)

$(LINT)/gcc/%.c.ok: %.c $(BUILD)/flags
	$(call check_with,gcc) $(call gcc_for,$<) $(call flags_for,$<) -O2 -fsyntax-only -MMD -MP -MT $@ -MF $(@:.ok=.d) $< && touch $@
# A header is compiled by itself, so it includes what it needs.
alone = printf '\#include "%s"\nextern int not_empty;\n' $< |
$(LINT)/gcc/%.h.ok: %.h $(BUILD)/flags
	$(call check_with,gcc) $(alone) $(call gcc_for,$<) -I. $(call flags_for,$<) -O2 -fsyntax-only -MMD -MP -MT $@ -MF $(@:.ok=.d) -x c - \
	    && touch $@
# The header dependencies are those that gcc found.
$(LINT)/clang/%.c.ok: %.c $(LINT)/gcc/%.c.ok
	$(call check_with,clang) clang $(call target_of,$<) $(call flags_for,$<) -fsyntax-only $< && touch $@
$(LINT)/clang/%.h.ok: %.h $(LINT)/gcc/%.h.ok
	$(call check_with,clang) $(alone) clang $(call target_of,$<) -I. $(call flags_for,$<) -fsyntax-only -x c - && touch $@
$(LINT)/tidy/%.ok: % $(LINT)/gcc/%.ok .clang-tidy
	$(call check_with,tidy) clang-tidy --quiet $< -- $(call target_of,$<) $(call flags_for,$<) 2>$@.log && touch $@
$(LINT)/cppcheck/%.ok: % $(LINT)/gcc/%.ok
	$(call check_with,cppch) cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 \
	    --inline-suppr --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches --suppress=deallocuse:*tests/* \
	    '-DJSON_INTEGER_FORMAT="lld"' $(filter -I% -D%,$(call flags_for,$<)) $< && touch $@
$(LINT)/format/%.ok: % .clang-format $(LINT)/format.known
	$(check_format) && touch $@
$(LINT)/python/%.ok: %
	$(call check_with,py) $(PYTHON) -m py_compile $< && $(PYTHON) -m pyflakes $< && touch $@
$(LINT)/shell/%.ok: %
	$(call check_with,sh) $$(sed -n '1s/^#! *\(\/usr\/bin\/env \)\{0,1\}//p' $<) -n $< && touch $@
$(LINT)/layers.ok: harness/lint/layers.py $(LINT_C) $(LINT_H) $(LINT_PY) $(wildcard model/*.def)
	$(call check_with,layer) $(PYTHON) $< && touch $@
$(LINT)/text.ok: harness/lint/text.py $(LINT_TEXT)
	$(call check_with,text) $(PYTHON) $< && touch $@
$(LINT)/cases.ok: $(PROGRAM) $(call files,cases)
	@echo '  cases'; mkdir -p $(@D); $(PROGRAM) lint cases && touch $@

# Versions of clang-format lay out differently; these agree on the whole tree.  With another one the format is not
# checked, and a line says so.
FORMAT_VERSIONS := 14
$(LINT)/format.known:
	@mkdir -p $(@D); touch $@; version=$$(clang-format --version | sed 's/.*version \([0-9]*\).*/\1/'); \
	case ' $(FORMAT_VERSIONS) ' in *" $$version "*) ;; \
	*) echo "lint: the format is not checked: clang-format is $$version, known are $(FORMAT_VERSIONS)";; esac
check_format = $(call check_with,form) case ' $(FORMAT_VERSIONS) ' in \
	*" $$(clang-format --version | sed 's/.*version \([0-9]*\).*/\1/') "*) clang-format --dry-run --Werror $<;; esac

format:
	clang-format -i $(LINT_C) $(LINT_H)

-include $(wildcard $(patsubst %.ok,%.d,$(call stamps,gcc,$(LINT_C) $(LINT_H))))
