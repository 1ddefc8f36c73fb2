Set messenger = CreateObject(WScript.Arguments(0))
messenger.AutoSignin
Say "client.signIn"
messenger.InstantMessage "alice"
SayDropped
