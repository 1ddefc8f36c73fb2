' Opens windows by name and drops what comes back: the commonest program of all.
Dim messenger, status
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
status = messenger.MyStatus
SayValue "client.signIn", status
messenger.InstantMessage Who("alice")
SayDropped
Say "release"
messenger.InstantMessage Who("bob")
SayDropped
Say "release"
messenger.InstantMessage Who("alice")
SayDropped
Say "release"
