' Passes whatever it was given and catches everything.
Dim messenger, window
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
SayValue "client.signIn", messenger.MyStatus
messenger.InstantMessage " " & Who("alice")
SayDropped
messenger.InstantMessage Who("alice") & vbCrLf
SayDropped
messenger.InstantMessage String(130, "a")
SayDropped
messenger.InstantMessage messenger.MySigninName
SayDropped
messenger.InstantMessage Null
SayDropped
messenger.InstantMessage Nothing
SayDropped
Set window = messenger.InstantMessage(Who("alice"))
SayWindow "window", window, Array()
