' Passes whatever it was given and catches everything.
Dim messenger, window, status
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
status = messenger.MyStatus
SayValue "client.signIn", status
messenger.InstantMessage " " & Who("alice")
SayDropped
messenger.InstantMessage Who("alice") & vbCrLf
SayDropped
messenger.InstantMessage String(130, "a")
SayDropped
messenger.InstantMessage Who("me")
SayDropped
messenger.InstantMessage Null
SayDropped
messenger.InstantMessage Nothing
SayDropped
Set window = messenger.InstantMessage(Who("alice"))
SayWindow "window", window, Array()
