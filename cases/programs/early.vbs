' Calls before anybody is signed in, and right after AutoSignin.
Dim messenger, window, status
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

Set window = messenger.InstantMessage(Who("alice"))
SayWindow "early", window, Array()
messenger.AutoSignin
status = messenger.MyStatus
SayValue "client.signIn", status
Set window = messenger.InstantMessage(Who("alice"))
SayWindow "window", window, Array()
