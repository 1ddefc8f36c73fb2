// Signs out while windows are open.
var messenger = new ActiveXObject(WScript.Arguments(0));
var status = tried(function () { messenger.AutoSignin(); return messenger.MyStatus; });
sayValue("client.signIn", status);
var window = tried(function () { return messenger.InstantMessage(who("alice")); });
sayWindow("window", window, []);
tried(function () { messenger.Signout(); });
say("client.signOut");
var closed = tried(function () { return window.IsClosed; });
sayValue("get IsClosed", closed);
tried(function () { messenger.InstantMessage(who("alice")); });
sayDropped();
window = null;
letGo();
say("release");
