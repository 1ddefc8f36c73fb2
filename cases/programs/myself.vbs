' Does not talk to itself.
Dim messenger, name, contact, self, window
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
SayValue "client.signIn", messenger.MyStatus
name = messenger.MySigninName
SayValue "mySigninName", name
messenger.InstantMessage name
SayDropped
Set contact = messenger.GetContact(name, messenger.MyServiceId)
SayContact "me", contact, Array()
self = contact.IsSelf
SayValue "isSelf", self
messenger.InstantMessage contact
SayDropped
Set window = messenger.InstantMessage(Who("dave"))
SayWindow "window", window, Array()
