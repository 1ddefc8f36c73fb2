// Passes whatever it was given and catches everything; what is nothing in JScript is VT_NULL or VT_EMPTY.
var messenger = new ActiveXObject(WScript.Arguments(0));
var status = tried(function () { messenger.AutoSignin(); return messenger.MyStatus; });
sayValue("client.signIn", status);
tried(function () { messenger.InstantMessage(null); });
sayDropped();
tried(function () { messenger.InstantMessage(undefined); });
sayDropped();
tried(function () { messenger.InstantMessage("al\nice@example.com"); });
sayDropped();
tried(function () { messenger.InstantMessage(who("me")); });
sayDropped();
var window = tried(function () { return messenger.InstantMessage(who("alice")); });
sayWindow("window", window, []);
