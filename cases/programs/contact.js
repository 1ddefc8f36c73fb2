// The same in JScript, which passes the object by value.
var messenger = new ActiveXObject(WScript.Arguments(0));
var status = tried(function () { messenger.AutoSignin(); return messenger.MyStatus; });
sayValue("client.signIn", status);
var window = tried(function () { return messenger.InstantMessage(who("bob")); });
sayWindow("window", window, []);
var contact = tried(function () { return messenger.GetContact(who("bob"), ""); });
sayContact("contact", contact, []);
var self = tried(function () { return contact.IsSelf; });
sayValue("isSelf", self);
var again = tried(function () { return messenger.InstantMessage(contact); });
sayWindow("again", again, ["window", window]);
