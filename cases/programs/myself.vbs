' Does not talk to itself.
Dim messenger, name, contact, self, window, status, service
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
status = messenger.MyStatus
SayValue "client.signIn", status
name = messenger.MySigninName
SayValue "mySigninName", name
messenger.InstantMessage name
SayDropped
service = messenger.MyServiceId
Err.Clear
Set contact = messenger.GetContact(name, service)
SayContact "me", contact, Array()
self = contact.IsSelf
SayValue "isSelf", self
messenger.InstantMessage contact
SayDropped
Set window = messenger.InstantMessage(Who("dave"))
SayWindow "window", window, Array()
