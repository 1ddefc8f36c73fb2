' Opens windows by name and drops what comes back: the commonest program of all.
Dim messenger
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
SayValue "client.signIn", messenger.MyStatus
messenger.InstantMessage Who("alice")
SayDropped
Say "release"
messenger.InstantMessage Who("bob")
SayDropped
Say "release"
messenger.InstantMessage Who("alice")
SayDropped
Say "release"
