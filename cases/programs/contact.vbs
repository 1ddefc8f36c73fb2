' Looks somebody up and opens a window with the contact object; then with the name, which is the same person.
Dim messenger, contact, window, again, name, status
Set messenger = CreateObject(WScript.Arguments(0))
On Error Resume Next

messenger.AutoSignin
status = messenger.MyStatus
SayValue "client.signIn", status
Set contact = messenger.GetContact(Who("alice"), "")
SayContact "contact", contact, Array()
name = contact.SigninName
SayValue "signinName", name
Set window = messenger.InstantMessage(contact)
SayWindow "window", window, Array()
Set again = messenger.InstantMessage(Who("alice"))
SayWindow "again", again, Array("window", window)
name = contact.SigninName
SayValue "signinName", name
Set contact = Nothing
Say "contact.release"
