/*
 * The script engine: VBScript, with the object `Bridge`.  Started at the first Sub.
 */
#include "script.h"

#include <activscp.h>

static const CLSID vbscript_id = { 0xB54F3741, 0x5B07, 0x11CF, { 0xA4, 0xB0, 0x00, 0xAA, 0x00, 0x4A, 0x55, 0xE8 } };

static struct {
    IActiveScript *engine;
    IActiveScriptParse *parser;
    IDispatch *globals;
    HRESULT untrapped; /* of the error that was told last */
} script;

/* --- the site --- */

static HRESULT STDMETHODCALLTYPE query(IActiveScriptSite *self, REFIID id, void **out)
{
    if (!out) return E_POINTER;
    bool known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IActiveScriptSite);
    *out = known ? self : NULL;
    return known ? S_OK : E_NOINTERFACE;
}

/* It lives as long as the process. */
static ULONG STDMETHODCALLTYPE count_nothing(IActiveScriptSite *self)
{
    (void)self;
    return 1;
}

static HRESULT STDMETHODCALLTYPE locale_of_site(IActiveScriptSite *self, LCID *locale)
{
    (void)self;
    *locale = MAKELCID(MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US), SORT_DEFAULT);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE item_info(IActiveScriptSite *self, LPCOLESTR name, DWORD wanted, IUnknown **item,
                                           ITypeInfo **type)
{
    (void)self;
    if (item) *item = NULL;
    if (type) *type = NULL;
    if (lstrcmpiW(name, u"Bridge") != 0) return TYPE_E_ELEMENTNOTFOUND;
    if (item && (wanted & SCRIPTINFO_IUNKNOWN)) *item = (IUnknown *)script_host_object();
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE version_of_site(IActiveScriptSite *self, BSTR *version)
{
    (void)self;
    *version = NULL;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE terminated(IActiveScriptSite *self, const VARIANT *result, const EXCEPINFO *exception)
{
    (void)self, (void)result, (void)exception;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE state_changed(IActiveScriptSite *self, SCRIPTSTATE state)
{
    (void)self, (void)state;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE failed(IActiveScriptSite *self, IActiveScriptError *error)
{
    EXCEPINFO exception = { 0 };
    (void)self;
    IActiveScriptError_GetExceptionInfo(error, &exception);
    script.untrapped = FAILED(exception.scode) ? exception.scode : E_FAIL;
    SysFreeString(exception.bstrSource);
    SysFreeString(exception.bstrDescription);
    SysFreeString(exception.bstrHelpFile);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE entered(IActiveScriptSite *self)
{
    (void)self;
    return S_OK;
}

static IActiveScriptSiteVtbl table = { query,     count_nothing,   count_nothing, locale_of_site,
                                       item_info, version_of_site, terminated,    state_changed,
                                       failed,    entered,         entered };
static IActiveScriptSite site = { &table };

/* --- the engine --- */

/* IActiveScriptParse of programs with 64 bits; not every compiler's library has it. */
static const IID parser_id = { 0xC7EF7658, 0xE1EE, 0x480E, { 0x97, 0xEA, 0xD5, 0x2C, 0xB4, 0xD7, 0x6D, 0x17 } };

static HRESULT start(void)
{
    HRESULT code =
        CoCreateInstance(&vbscript_id, NULL, CLSCTX_INPROC_SERVER, &IID_IActiveScript, (void **)&script.engine);
    if (FAILED(code)) return code;
    code = IActiveScript_QueryInterface(script.engine, &parser_id, (void **)&script.parser);
    if (SUCCEEDED(code)) code = script.parser->lpVtbl->InitNew(script.parser);
    if (SUCCEEDED(code)) code = IActiveScript_SetScriptSite(script.engine, &site);
    if (SUCCEEDED(code)) code = IActiveScript_AddNamedItem(script.engine, u"Bridge", SCRIPTITEM_ISVISIBLE);
    if (SUCCEEDED(code)) code = IActiveScript_SetScriptState(script.engine, SCRIPTSTATE_STARTED);
    if (SUCCEEDED(code)) code = IActiveScript_GetScriptDispatch(script.engine, NULL, &script.globals);
    if (FAILED(code)) script_end();
    return code;
}

HRESULT script_run(const WCHAR *name, const WCHAR *text)
{
    WCHAR *names[] = { (WCHAR *)name };
    DISPID id = DISPID_UNKNOWN;
    DISPPARAMS none = { NULL, NULL, 0, 0 };
    EXCEPINFO exception = { 0 };
    HRESULT code = script.engine ? S_OK : start();
    if (FAILED(code)) return code;
    script.untrapped = S_OK;
    code = IDispatch_GetIDsOfNames(script.globals, &IID_NULL, names, 1, LOCALE_NEUTRAL, &id);
    if (FAILED(code)) {
        code = script.parser->lpVtbl->ParseScriptText(script.parser, text, NULL, NULL, NULL, 0, 0, 0, NULL, NULL);
        if (SUCCEEDED(code)) code = IDispatch_GetIDsOfNames(script.globals, &IID_NULL, names, 1, LOCALE_NEUTRAL, &id);
    }
    if (SUCCEEDED(code))
        code = IDispatch_Invoke(script.globals, id, &IID_NULL, LOCALE_NEUTRAL, DISPATCH_METHOD, &none, NULL, &exception,
                                NULL);
    return FAILED(script.untrapped) ? script.untrapped : code;
}

void script_end(void)
{
    if (script.globals) IDispatch_Release(script.globals);
    if (script.parser) script.parser->lpVtbl->Release(script.parser);
    if (script.engine) {
        IActiveScript_Close(script.engine);
        IActiveScript_Release(script.engine);
    }
    script.globals = NULL;
    script.parser = NULL;
    script.engine = NULL;
}
