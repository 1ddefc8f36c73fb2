' A variable goes by reference, and in parentheses its value goes.
Dim messenger, name, first, second, third, status
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
status = messenger.MyStatus
SayValue "client.signIn", status
name = Who("alice")
Set first = messenger.InstantMessage(name)
SayWindow "window", first, Array()
Set second = messenger.InstantMessage((name))
SayWindow "second", second, Array("window", first)
Set third = messenger.InstantMessage(name)
SayWindow "third", third, Array("window", first)
name = Who("bob")
Set third = Nothing
Say "release"
Set third = messenger.InstantMessage(name)
SayWindow "bob", third, Array("window", first)
