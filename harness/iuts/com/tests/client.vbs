' The server as scripts use it: late bound, errors trapped, results dropped.  The last line is "N passed, N failed".
Option Explicit
Const NotLoggedOn = &H8100031E
Dim messenger, window, again, contact, person, name, passed, failed, names
passed = 0
failed = 0

Sub Check(what, condition)
    If condition Then
        passed = passed + 1
    Else
        failed = failed + 1
        WScript.Echo "FAIL " & what & ", Err.Number is &H" & Hex(Err.Number)
    End If
    Err.Clear
End Sub

Set messenger = CreateObject("Imconform.Desk")
On Error Resume Next

messenger.InstantMessage "alice@example.com"
Check "a call before sign-in", Err.Number = NotLoggedOn
messenger.AutoSignin
messenger.InstantMessage "alice@example.com"
Check "a result that nobody wants", Err.Number = 0
Set window = messenger.InstantMessage("alice@example.com")
Check "a literal", Err.Number = 0 And Not window.IsClosed
name = "alice@example.com"
Set again = messenger.InstantMessage(name)
Check "a variable", Err.Number = 0 And again.HWND = window.HWND And again Is window
Check "the variable afterwards", name = "alice@example.com"
Set again = messenger.InstantMessage((name))
Check "a value", Err.Number = 0 And again Is window
Set contact = messenger.GetContact("bob@example.com", "")
Set again = messenger.InstantMessage(contact)
Check "a contact object", Err.Number = 0 And again.HWND <> window.HWND
Check "the contact afterwards", contact.SigninName = "bob@example.com" And Not contact.IsSelf
names = ""
For Each person In again.Contacts
    names = names & person.SigninName & ";"
Next
Check "who takes part", names = "bob@example.com;"
messenger.InstantMessage " bob@example.com"
Check "a leading blank", Err.Number = 5 Or Err.Number = &H80070057
name = messenger.MySigninName
messenger.InstantMessage name
Check "oneself", Err.Number = &H80004005
messenger.InstantMessage
Check "no argument", Err.Number = 450 Or Err.Number = &H8002000E
messenger.NoSuchMember
Check "a member that there is not", Err.Number = 438
window.Width = 321
Check "a property of the window", Err.Number = 0 And window.Width = 321
window.Close
Check "closing", Err.Number = 0
name = window.IsClosed
Check "a window that has closed", Err.Number = &H80004005
Set window = messenger.InstantMessage("alice@example.com")
Check "a window after that", Err.Number = 0 And Not window.IsClosed
messenger.Signout
name = window.IsClosed
Check "a window after sign-out", Err.Number = &H80004005

WScript.Echo passed & " passed, " & failed & " failed"
