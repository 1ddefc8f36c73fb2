' Closes its window, looks whether it is closed, and opens another one.
Dim messenger, window, other, value, status
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
status = messenger.MyStatus
SayValue "client.signIn", status
Set window = messenger.InstantMessage(Who("alice"))
SayWindow "window", window, Array()
value = window.IsClosed
SayValue "get IsClosed", value
value = Names(window.Contacts)
SayValue "contacts", value
window.Close
Say "close"
value = window.IsClosed
SayValue "get IsClosed", value
Set other = messenger.InstantMessage(Who("alice"))
SayWindow "other", other, Array("window", window)
value = other.IsClosed
SayValue "get IsClosed", value
