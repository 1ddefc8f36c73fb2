// Finds the members by their names while it runs, in letters that nobody declared.
var messenger = new ActiveXObject(WScript.Arguments(0));
var member = "INSTANTMESSAGE";
var status = tried(function () { messenger["autosignin"](); return messenger.mystatus; });
sayValue("client.signIn", status);
var window = tried(function () { return messenger.instantmessage(who("carol")); });
sayWindow("window", window, []);
var again = tried(function () { return messenger[member](who("carol")); });
sayWindow("again", again, ["window", window]);
