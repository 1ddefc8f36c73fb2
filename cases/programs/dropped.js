// Opens windows in a loop written out, each result dropped where the statement ends.
var messenger = new ActiveXObject(WScript.Arguments(0));
var status = tried(function () { messenger.AutoSignin(); return messenger.MyStatus; });
sayValue("client.signIn", status);
tried(function () { messenger.InstantMessage(who("alice")); });
sayDropped();
say("release");
tried(function () { messenger.InstantMessage(who("unlisted")); });
sayDropped();
say("release");
