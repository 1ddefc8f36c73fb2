# The COM server, its type library and its tests.  Read by the Makefile; `make com` calls it with the packages there.
#
# COUNTED=1: the server and the bridge count what is reached, for `make coverage`.
# On Windows (MSYS2) the compiler is the native one: MINGW_CC=gcc WINDRES=windres.

COM      := harness/iuts/com
COM_OUT  := $(BUILD)/com
MINGW_CC ?= x86_64-w64-mingw32-gcc
WINDRES  ?= x86_64-w64-mingw32-windres
WIDL     ?= widl

COM_CORE_C  := $(wildcard $(COM)/core/*.c)
COM_PE_C    := $(filter-out $(COM)/tests/test_%,$(wildcard $(COM)/server/*.c $(COM)/tests/*.c))
COM_TEST_C  := $(wildcard $(COM)/tests/test_*.c)
COM_CORE_H  := $(wildcard $(COM)/core/*.h $(COM)/tests/core_*.h)
COM_PE_H    := $(filter-out $(COM_CORE_H),$(wildcard $(COM)/server/*.h $(COM)/tests/*.h))
COM_PE      := $(addprefix $(COM_OUT)/,imdesk.dll imdesk.exe client.exe show_typelib.exe foreign.dll foreign.exe)
COM_PARTS   := $(COM_PE) $(COM_OUT)/imdesk.tlb $(COM_OUT)/imbridge.exe.so

# The headers that widl writes are not ours to mend, hence -isystem.
PE_FLAGS  = $(C11) -DUNICODE -D_WIN32_WINNT=0x0601 \
            -DCOBJMACROS -DCONST_VTABLE -Wno-unused-parameter -isystem $(COM_OUT) -isystem $(COM)
COM_CORE_FLAGS = $(GNU)
PE_EXTRA  = $(if $(COUNTED),--coverage)
PE_LIBS  := -lole32 -loleaut32 -luuid -luser32 -ladvapi32
pe_link   = $(call say,LINK,$@) $(MINGW_CC) -municode $(OPT) $(PE_EXTRA) -o $@ $(filter %.o,$^) $(PE_LIBS)

.PHONY: build-com
build-com: $(COM_PARTS); @:

$(COM_OUT)/%.tlb: $(COM)/%.idl $(wildcard $(COM)/*.idl)
	$(call say,WIDL,$@) $(WIDL) --win64 -I$(COM) -t -o $@ $<
$(COM_OUT)/%.h: $(COM)/%.idl $(wildcard $(COM)/*.idl)
	$(call say,WIDL,$@) $(WIDL) --win64 -I$(COM) -h -o $@ $<
$(COM_OUT)/%_i.c: $(COM)/%.idl $(wildcard $(COM)/*.idl)
	$(call say,WIDL,$@) $(WIDL) --win64 -I$(COM) -u -o $@ $<
COM_HEADERS := $(addprefix $(COM_OUT)/,imessenger.h imdesk.h)

$(COM_OUT)/obj/%.o: %.c $(COM_HEADERS) $(BUILD)/flags
	$(call say,PECC,$<) $(MINGW_CC) $(PE_FLAGS) $(OPT) $(PE_EXTRA) -MMD -MP -c -o $@ $<

# Ids, which other programs may link too.
$(COM_OUT)/ids/%.o: $(COM_OUT)/%_i.c
	$(call say,PECC,$<) $(MINGW_CC) $(OPT) -c -o $@ $<
COM_IDS := $(addprefix $(COM_OUT)/ids/,imessenger.o imdesk.o)
$(COM_OUT)/obj/imdesk.res.o: $(COM)/server/imdesk.rc $(COM_OUT)/imdesk.tlb
	$(call say,RC,$@) $(WINDRES) -I $(COM_OUT) -o $@ $<

COM_SERVER_O := $(patsubst %.c,$(COM_OUT)/obj/%.o,$(filter-out %/main_dll.c %/main_exe.c,$(wildcard $(COM)/server/*.c)) \
                $(COM_CORE_C)) $(COM_IDS) $(COM_OUT)/obj/imdesk.res.o
$(COM_OUT)/imdesk.dll: $(COM_OUT)/obj/$(COM)/server/main_dll.o $(COM_SERVER_O) $(COM)/server/imdesk.def
	$(call say,LINK,$@) $(MINGW_CC) $(OPT) $(PE_EXTRA) -shared -o $@ $(filter %.o %.def,$^) $(PE_LIBS)
$(COM_OUT)/imdesk.exe: $(COM_OUT)/obj/$(COM)/server/main_exe.o $(COM_SERVER_O)
	$(call pe_link) -mwindows
$(COM_OUT)/client.exe: $(patsubst %.c,$(COM_OUT)/obj/%.o,$(wildcard $(COM)/tests/client*.c)) $(COM_IDS)
	$(pe_link)
COM_FOREIGN_O := $(COM_OUT)/obj/$(COM)/tests/foreign.o $(COM_IDS)
$(COM_OUT)/foreign.dll: $(COM_OUT)/obj/$(COM)/tests/foreign_dll.o $(COM_FOREIGN_O)
	$(call say,LINK,$@) $(MINGW_CC) $(OPT) $(PE_EXTRA) -shared -o $@ $(filter %.o,$^) $(PE_LIBS)
$(COM_OUT)/foreign.exe: $(COM_OUT)/obj/$(COM)/tests/foreign_exe.o $(COM_FOREIGN_O)
	$(pe_link)
$(COM_OUT)/show_typelib.exe: $(COM_OUT)/obj/$(COM)/tests/show_typelib.o
	$(pe_link)

# The core runs natively too, always under sanitizers, with counters when those are asked for.
COM_SANITIZED := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
$(COM_OUT)/native/%.o: %.c $(BUILD)/flags
	$(call say,CC,$<) $(CC) $(COM_CORE_FLAGS) $(CHECK_CFLAGS) -O1 -g $(COM_SANITIZED) $(EXTRA_CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/tests/com_%: $(COM_OUT)/native/$(COM)/tests/test_%.o $(patsubst %.c,$(COM_OUT)/native/%.o,$(COM_CORE_C))
	$(call say,LINK,$@) $(CC) $(COM_SANITIZED) $(EXTRA_CFLAGS) $(LDFLAGS) $(EXTRA_LDFLAGS) -o $@ $^ $(CHECK_LIBS)

-include $(shell find $(COM_OUT)/obj $(COM_OUT)/native -name '*.d' 2>/dev/null)

include harness/bridge/bridge.mk
