' Calls twice before it lets one of the two go, and once more: the window is returned as long as one is held.
Dim messenger, first, second, third, status
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
status = messenger.MyStatus
SayValue "client.signIn", status
Set first = messenger.InstantMessage(Who("alice"))
SayWindow "window", first, Array()
Set second = messenger.InstantMessage(Who("alice"))
SayWindow "other", second, Array("window", first)
Set first = Nothing
Say "release"
Set third = messenger.InstantMessage(Who("alice"))
SayWindow "another", third, Array("window", second)
Set second = Nothing
Say "release"
Set third = Nothing
Say "release"
Set first = messenger.InstantMessage(Who("alice"))
SayWindow "last", first, Array()
