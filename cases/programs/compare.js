// Keeps windows in a list and asks of each new one whether it is there already, by identity and by HWND.
var messenger = new ActiveXObject(WScript.Arguments(0));
var status = tried(function () { messenger.AutoSignin(); return messenger.MyStatus; });
sayValue("client.signIn", status);
var alice = tried(function () { return messenger.InstantMessage(who("alice")); });
sayWindow("alice", alice, []);
var bob = tried(function () { return messenger.InstantMessage(who("bob")); });
sayWindow("bob", bob, ["alice", alice]);
var again = tried(function () { return messenger.InstantMessage(who("alice")); });
sayWindow("again", again, ["alice", alice, "bob", bob]);
var handle = tried(function () { return alice.HWND; });
sayValue("get HWND", handle);
handle = tried(function () { return bob.HWND; });
sayValue("get HWND", handle);
again = null;
letGo();
say("release");
again = tried(function () { return messenger.InstantMessage(who("bob")); });
sayWindow("again", again, ["alice", alice, "bob", bob]);
