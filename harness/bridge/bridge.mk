# The bridge between the wire protocol and COM.  Read by com.mk; a Winelib program, so that it has native libraries.

BRIDGE     := harness/bridge
BRIDGE_CC  ?= winegcc
BRIDGE_C   := $(wildcard $(BRIDGE)/*.c)
BRIDGE_H   := $(wildcard $(BRIDGE)/*.h)
BRIDGE_EXE := $(COM_OUT)/imbridge.exe
# winegcc finds these headers by itself, other compilers do not.
WINE_H     ?= /usr/include/wine/wine/windows
BRIDGE_FLAGS = $(GNU) -DCOBJMACROS -isystem $(COM_OUT) -isystem $(WINE_H) -Iharness -Imodel $(PKG_CFLAGS)
BRIDGE_IDS  := $(addprefix $(COM_OUT)/bridge/,imessenger_i.o imdesk_i.o)
# The usual word for counters: winegcc does not take it where it compiles, and leaves files in the tree where it links.
BRIDGE_COUNTED = $(if $(COUNTED),-lgcov -Wl$(comma)--wrap=ExitProcess$(comma)--wrap=TerminateProcess)

$(COM_OUT)/bridge/%_i.o: $(COM_OUT)/%_i.c
	$(call say,WINCC,$<) $(BRIDGE_CC) $(OPT) -c -o $@ $<
$(COM_OUT)/bridge/%.o: $(BRIDGE)/%.c $(COM_HEADERS) $(BUILD)/flags
	$(call say,WINCC,$<) $(BRIDGE_CC) $(BRIDGE_FLAGS) $(OPT) $(if $(COUNTED),-fprofile-arcs -ftest-coverage) -MMD -MP -c -o $@ $<
# What the harness has for texts, in the form that Winelib needs.
$(COM_OUT)/bridge/core/%.o: harness/%.c $(BUILD)/flags
	$(call say,WINCC,$<) $(BRIDGE_CC) $(CORE) $(OPT) -MMD -MP -c -o $@ $<
# Winelib makes imbridge.exe.so and a script of that name without its end.
$(BRIDGE_EXE).so: $(patsubst $(BRIDGE)/%.c,$(COM_OUT)/bridge/%.o,$(BRIDGE_C)) $(BRIDGE_IDS) \
                  $(addprefix $(COM_OUT)/bridge/core/,wire_text.o base.o $(if $(COUNTED),lint/gcov_bridge.o))
	$(call say,LINK,$@) $(BRIDGE_CC) $(OPT) -o $(BRIDGE_EXE) $^ $(BRIDGE_COUNTED) \
	    -ljansson -lcrypto -lole32 -loleaut32 -luuid -luser32

-include $(wildcard $(COM_OUT)/bridge/*.d $(COM_OUT)/bridge/core/*.d)

# On Windows the bridge is a program like others, with a Jansson that was built for it.
JANSSON_CFLAGS ?= $(shell pkg-config --cflags jansson)
JANSSON_LIBS   ?= $(shell pkg-config --libs jansson)
BRIDGE_PE_FLAGS = -std=gnu11 -Wall -Wextra -D_GNU_SOURCE -D_WIN32_WINNT=0x0601 -D__USE_MINGW_ANSI_STDIO=1 -DCOBJMACROS \
                  -isystem $(COM_OUT) -Iharness -Imodel $(JANSSON_CFLAGS)
BRIDGE_PE_O    := $(patsubst %.c,$(COM_OUT)/windows/%.o,$(BRIDGE_C) harness/wire_text.c harness/base.c)
$(COM_OUT)/windows/%.o: %.c $(COM_HEADERS)
	$(call say,PECC,$<) $(MINGW_CC) $(BRIDGE_PE_FLAGS) $(OPT) -MMD -MP -c -o $@ $<
$(COM_OUT)/windows/imbridge.exe: $(BRIDGE_PE_O) $(COM_IDS)
	$(call say,LINK,$@) $(MINGW_CC) $(OPT) -static -o $@ $^ $(JANSSON_LIBS) -lole32 -loleaut32 -luuid -luser32
