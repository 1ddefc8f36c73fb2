/*
 * Out pointers: what calls that fail leave where they were to put a pointer.  Through the vtable only, since Invoke has
 * results and no out pointers.
 */
#include "law.h"

#define GET DISPATCH_PROPERTYGET
const struct reading_member reading_members[] = {
    { 'm', "MySigninName", { AT(IMessenger, get_MySigninName), 0x518, VT_BSTR, GET } },
    { 'm', "MyContacts", { AT(IMessenger, get_MyContacts), 0x517, VT_DISPATCH, GET } },
    { 'm', "MyServiceId", { AT(IMessenger, get_MyServiceId), 0x51B, VT_BSTR, GET } },
    { 'm', "Services", { AT(IMessenger, get_Services), 0x51C, VT_DISPATCH, GET } },
    { 'm', "MyStatus", { AT(IMessenger, get_MyStatus), 0x519, VT_I4, GET } },
    { 'w', "HWND", { AT(IMessengerWindow, get_HWND), 0x800, VT_I4, GET } },
    { 'w', "IsClosed", { AT(IMessengerWindow, get_IsClosed), 0x807, VT_BOOL, GET } },
    { 'w', "Width", { AT(IMessengerWindow, get_Width), 0x803, VT_I4, GET } },
    { 'w', "Contacts", { AT(IMessengerConversationWnd, get_Contacts), 0x809, VT_DISPATCH, GET } },
    { 'w', "History", { AT(IMessengerConversationWnd, get_History), 0x80A, VT_BSTR, GET } },
    { 'c', "FriendlyName", { AT(IMessengerContact, get_FriendlyName), 0x600, VT_BSTR, GET } },
    { 'c', "SigninName", { AT(IMessengerContact, get_SigninName), 0x602, VT_BSTR, GET } },
    { 'c', "ServiceId", { AT(IMessengerContact, get_ServiceId), 0x609, VT_BSTR, GET } },
    { 'c', "IsSelf", { AT(IMessengerContact, get_IsSelf), 0x605, VT_BOOL, GET } },
    { 0 },
};

/* Judges what a call left, and gives back what it gave. */
static void judge(struct trial *trial, const char *what, HRESULT code, VARTYPE type, void *out)
{
    const char *left = out == LEFT_THERE ? "what the caller had put there" : "a pointer";
    if (FAILED(code) && out)
        law_broken(trial, "%s of %s failed with 0x%08lX and left %s in its out pointer; right is NULL", what,
                   trial->token, (unsigned long)(ULONG)code, left);
    else if (SUCCEEDED(code) && out == LEFT_THERE)
        law_broken(trial, "%s of %s succeeded with 0x%08lX and left %s in its out pointer; right is what was asked for",
                   what, trial->token, (unsigned long)(ULONG)code, left);
    if (FAILED(code) || out == LEFT_THERE || !out) return;
    if (type == VT_BSTR)
        SysFreeString(out);
    else
        IUnknown_Release((IUnknown *)out);
}

static void refused_name(struct trial *trial)
{
    BSTR name = SysAllocString(u" x");
    IDispatch *out = LEFT_THERE;
    VARIANT who;
    V_VT(&who) = VT_BSTR;
    V_BSTR(&who) = name;
    HRESULT code = still_there(IMessenger_InstantMessage(trial->bridge->messenger, who, &out));
    judge(trial, "InstantMessage with the name \" x\"", code, VT_DISPATCH, out);
    out = LEFT_THERE;
    code = still_there(IMessenger_GetContact(trial->bridge->messenger, name, NULL, &out));
    judge(trial, "GetContact with the name \" x\"", code, VT_DISPATCH, out);
    out = LEFT_THERE;
    code = still_there(IMessenger_GetContact(trial->bridge->messenger, NULL, NULL, &out));
    judge(trial, "GetContact with a NULL name", code, VT_DISPATCH, out);
    SysFreeString(name);
}

void law_out_pointers(struct trial *trial)
{
    if (trial->bridge->by_invoke) {
        lstrcpyA(trial->cannot, "Invoke gives results and has no out pointers");
        return;
    }
    void *out = LEFT_THERE;
    HRESULT code = still_there(IUnknown_QueryInterface(trial->object, &IID_Nobodys, &out));
    if (FAILED(code)) judge(trial, "QueryInterface for an interface that nobody has", code, VT_UNKNOWN, out);
    for (const struct reading_member *member = reading_members; member->name; member++) {
        if (member->letter != trial->letter) continue;
        if (member->member.type != VT_BSTR && member->member.type != VT_DISPATCH) continue;
        out = LEFT_THERE;
        if (member_read(trial->object, &member->member, &out, &code))
            judge(trial, member->name, still_there(code), member->member.type, out);
    }
    if (trial->letter == 'm' && trial->bridge->messenger) refused_name(trial);
}
