' What the kit puts behind each program in VBScript, so that its lines keep their numbers.  cscript ends well and prints
' nothing when a program goes wrong; so each step says a line, and this is the last one.
WScript.Echo "end"

' The sign-in name of somebody: me, alice, bob, carol, dave, unlisted or secondary.
Function Who(role)
    Dim i, roles
    roles = Array("me", "alice", "bob", "carol", "dave", "unlisted", "secondary")
    For i = 0 To UBound(roles)
        If roles(i) = role Then Who = WScript.Arguments(i + 1)
    Next
End Function

' A step that gives nothing, as "STEP CODE" with the code of the last call.
Sub Say(step)
    WScript.Echo step & " " & Err.Number
    Err.Clear
End Sub

' A step that gives a number, a truth or a text.
Sub SayValue(step, value)
    WScript.Echo step & " " & Err.Number & " " & value
    Err.Clear
End Sub

' instantMessage, with nobody looking at the window that it gives.
Sub SayDropped
    WScript.Echo "instantMessage " & Err.Number & " dropped"
    Err.Clear
End Sub

' instantMessage and its window: under the name of the one of KNOWN, a list of names and objects, that it is, else under
' NAME; and HWND.
Sub SayWindow(name, window, known)
    Dim code, handle
    code = Err.Number
    Err.Clear
    On Error Resume Next
    handle = ""
    If code = 0 Then handle = window.HWND
    WScript.Echo "instantMessage " & code & " " & NameOf(name, window, known) & " " & handle
    Err.Clear
End Sub

' getContact and its contact, likewise.
Sub SayContact(name, contact, known)
    Dim code
    code = Err.Number
    Err.Clear
    WScript.Echo "getContact " & code & " " & NameOf(name, contact, known)
End Sub

Function NameOf(name, object, known)
    Dim i
    NameOf = "Nothing"
    If Not IsObject(object) Then Exit Function
    If object Is Nothing Then Exit Function
    NameOf = name
    For i = UBound(known) - 1 To 0 Step -2
        If known(i + 1) Is object Then NameOf = known(i)
    Next
End Function

' The sign-in names of contacts, with ; between them.
Function Names(contacts)
    Dim person, between
    For Each person In contacts
        Names = Names & between & person.SigninName
        between = ";"
    Next
End Function
