/* Prints a type library as clients on Windows see it, through ITypeLib and ITypeInfo, in the shape of interfaces.txt. */
#include <stdio.h>
#include <stdlib.h>

#include <windows.h>

#include <oleauto.h>

static const struct {
    VARTYPE vt;
    const char *name;
} types[] = {
    { VT_I4, "long" },
    { VT_INT, "int" },
    { VT_BSTR, "BSTR" },
    { VT_BOOL, "VARIANT_BOOL" },
    { VT_DISPATCH, "IDispatch*" },
    { VT_UNKNOWN, "IUnknown*" },
    { VT_VARIANT, "VARIANT" },
    { VT_VOID, "void" },
};

static void fail_if(HRESULT result, const char *what)
{
    if (FAILED(result)) {
        printf("%s: 0x%08lX\n", what, (unsigned long)result);
        exit(1);
    }
}

static void print_name(BSTR name)
{
    printf("%ls", name);
    SysFreeString(name);
}

static void print_type(ITypeInfo *info, const TYPEDESC *type)
{
    if (type->vt == VT_PTR) {
        print_type(info, type->lptdesc);
        printf("*");
        return;
    }
    if (type->vt == VT_USERDEFINED) {
        ITypeInfo *target = NULL;
        BSTR name = NULL;
        fail_if(ITypeInfo_GetRefTypeInfo(info, type->hreftype, &target), "GetRefTypeInfo");
        fail_if(ITypeInfo_GetDocumentation(target, MEMBERID_NIL, &name, NULL, NULL, NULL), "GetDocumentation");
        print_name(name);
        ITypeInfo_Release(target);
        return;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (types[i].vt == type->vt) {
            printf("%s", types[i].name);
            return;
        }
    }
    printf("vt%u", type->vt);
}

static void print_parameter(ITypeInfo *info, const ELEMDESC *parameter)
{
    const USHORT flags = parameter->paramdesc.wParamFlags;
    if ((flags & PARAMFLAG_FRETVAL) != 0) {
        printf("retval ");
    } else if ((flags & PARAMFLAG_FOPT) != 0) {
        printf("optional ");
    } else if ((flags & PARAMFLAG_FIN) == 0) {
        printf("flags%u ", flags);
    }
    print_type(info, &parameter->tdesc);
}

static void print_member(ITypeInfo *info, const FUNCDESC *member)
{
    BSTR name = NULL;
    UINT count = 0;
    fail_if(ITypeInfo_GetNames(info, member->memid, &name, 1, &count), "GetNames");
    if (member->funckind == FUNC_DISPATCH) {
        printf("-");
    } else {
        printf("%u", (unsigned)member->oVft / (unsigned)sizeof(void *));
    }
    printf(" %s ", member->invkind == INVOKE_FUNC ? "call" : member->invkind == INVOKE_PROPERTYGET ? "get" : "put");
    print_name(name);
    printf(" %ld ", (long)member->memid);
    for (SHORT i = 0; i < member->cParams; i++) {
        printf("%s", i > 0 ? ", " : "");
        print_parameter(info, &member->lprgelemdescParam[i]);
    }
    printf("%s\n", member->cParams > 0 ? "" : "-");
}

static void print_guid(REFGUID guid)
{
    wchar_t text[40];
    StringFromGUID2(guid, text, 40);
    text[37] = 0;
    printf("%ls", text + 1);
}

/* The interface of which this one is: the vtable side of a dual interface names it. */
static void print_base(ITypeInfo *info, const TYPEATTR *attributes)
{
    HREFTYPE reference = 0;
    ITypeInfo *side = info;
    ITypeInfo *base = NULL;
    BSTR name = NULL;
    ITypeInfo_AddRef(info);
    if ((attributes->wTypeFlags & TYPEFLAG_FDUAL) != 0) {
        fail_if(ITypeInfo_GetRefTypeOfImplType(info, (UINT)-1, &reference), "GetRefTypeOfImplType");
        ITypeInfo_Release(side);
        fail_if(ITypeInfo_GetRefTypeInfo(info, reference, &side), "GetRefTypeInfo");
    }
    fail_if(ITypeInfo_GetRefTypeOfImplType(side, 0, &reference), "GetRefTypeOfImplType");
    fail_if(ITypeInfo_GetRefTypeInfo(side, reference, &base), "GetRefTypeInfo");
    fail_if(ITypeInfo_GetDocumentation(base, MEMBERID_NIL, &name, NULL, NULL, NULL), "GetDocumentation");
    print_name(name);
    ITypeInfo_Release(base);
    ITypeInfo_Release(side);
}

static void print_members(ITypeInfo *info)
{
    HREFTYPE reference = 0;
    ITypeInfo *side = info;
    TYPEATTR *attributes = NULL;
    ITypeInfo_AddRef(info);
    if (SUCCEEDED(ITypeInfo_GetRefTypeOfImplType(info, (UINT)-1, &reference))) {
        ITypeInfo_Release(side);
        fail_if(ITypeInfo_GetRefTypeInfo(info, reference, &side), "GetRefTypeInfo");
    }
    fail_if(ITypeInfo_GetTypeAttr(side, &attributes), "GetTypeAttr");
    for (UINT i = 0; i < attributes->cFuncs; i++) {
        FUNCDESC *member = NULL;
        fail_if(ITypeInfo_GetFuncDesc(side, i, &member), "GetFuncDesc");
        if (member->funckind != FUNC_DISPATCH || member->memid < 0x60000000) {
            print_member(side, member);
        }
        ITypeInfo_ReleaseFuncDesc(side, member);
    }
    ITypeInfo_ReleaseTypeAttr(side, attributes);
    ITypeInfo_Release(side);
}

static void print_class(ITypeInfo *info, UINT count)
{
    for (UINT i = 0; i < count; i++) {
        HREFTYPE reference = 0;
        ITypeInfo *target = NULL;
        INT flags = 0;
        BSTR name = NULL;
        fail_if(ITypeInfo_GetRefTypeOfImplType(info, i, &reference), "GetRefTypeOfImplType");
        fail_if(ITypeInfo_GetImplTypeFlags(info, i, &flags), "GetImplTypeFlags");
        fail_if(ITypeInfo_GetRefTypeInfo(info, reference, &target), "GetRefTypeInfo");
        fail_if(ITypeInfo_GetDocumentation(target, MEMBERID_NIL, &name, NULL, NULL, NULL), "GetDocumentation");
        printf("%s%s ", (flags & IMPLTYPEFLAG_FDEFAULT) != 0 ? "default " : "",
               (flags & IMPLTYPEFLAG_FSOURCE) != 0 ? "source" : "interface");
        print_name(name);
        printf("\n");
        ITypeInfo_Release(target);
    }
}

static void print_constants(ITypeInfo *info, UINT count)
{
    for (UINT i = 0; i < count; i++) {
        VARDESC *constant = NULL;
        BSTR name = NULL;
        UINT names = 0;
        fail_if(ITypeInfo_GetVarDesc(info, i, &constant), "GetVarDesc");
        fail_if(ITypeInfo_GetNames(info, constant->memid, &name, 1, &names), "GetNames");
        print_name(name);
        printf(" %ld\n", (long)V_I4(constant->lpvarValue));
        ITypeInfo_ReleaseVarDesc(info, constant);
    }
}

static void print_info(ITypeInfo *info)
{
    TYPEATTR *attributes = NULL;
    BSTR name = NULL;
    fail_if(ITypeInfo_GetTypeAttr(info, &attributes), "GetTypeAttr");
    fail_if(ITypeInfo_GetDocumentation(info, MEMBERID_NIL, &name, NULL, NULL, NULL), "GetDocumentation");
    printf("\n");
    print_name(name);
    printf(" : ");
    switch (attributes->typekind) {
    case TKIND_DISPATCH:
        print_base(info, attributes);
        printf(" ");
        print_guid(&attributes->guid);
        printf("\n");
        print_members(info);
        break;
    case TKIND_COCLASS:
        printf("coclass ");
        print_guid(&attributes->guid);
        printf("\n");
        print_class(info, attributes->cImplTypes);
        break;
    case TKIND_ENUM:
        printf("enum\n");
        print_constants(info, attributes->cVars);
        break;
    default: printf("kind%d\n", attributes->typekind);
    }
    ITypeInfo_ReleaseTypeAttr(info, attributes);
}

int wmain(int argc, wchar_t **argv)
{
    ITypeLib *library = NULL;
    if (argc != 2) {
        printf("usage: show_typelib FILE\n");
        return 2;
    }
    CoInitialize(NULL);
    fail_if(LoadTypeLibEx(argv[1], REGKIND_NONE, &library), "LoadTypeLibEx");
    for (UINT i = 0; i < ITypeLib_GetTypeInfoCount(library); i++) {
        ITypeInfo *info = NULL;
        fail_if(ITypeLib_GetTypeInfo(library, i, &info), "GetTypeInfo");
        print_info(info);
        ITypeInfo_Release(info);
    }
    ITypeLib_Release(library);
    CoUninitialize();
    return 0;
}
