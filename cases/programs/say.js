// What the kit puts behind each program in JScript, so that its lines keep their numbers.  cscript ends well and prints
// nothing when a program goes wrong; so each step says a line, and this is the last one.
WScript.Echo("end");

// The sign-in name of somebody: me, alice, bob, carol, dave, unlisted or secondary.
function who(role) {
    var roles = ["me", "alice", "bob", "carol", "dave", "unlisted", "secondary"];
    for (var i = 0; i < roles.length; i++) {
        if (roles[i] === role) {
            return WScript.Arguments(i + 1);
        }
    }
}

// What CALL gives; whatever goes wrong in it is the code of the step that is said next.
var code;
function tried(call) {
    code = 0;
    try {
        return call();
    } catch (error) {
        code = error.number;
    }
}

// A step that gives nothing, as "STEP CODE" with the code of the call that was tried last.
function say(step) {
    WScript.Echo(step + " " + (code || 0));
    code = 0;
}

// A step that gives a number, a truth or a text.
function sayValue(step, value) {
    WScript.Echo(step + " " + (code || 0) + " " + value);
    code = 0;
}

// instantMessage, with nobody looking at the window that it gives.
function sayDropped() {
    sayValue("instantMessage", "dropped");
}

// instantMessage and its window: under the name of the one of KNOWN, a list of names and objects, that it is, else
// under NAME; and HWND.
function sayWindow(name, window, known) {
    var failed = code;
    var handle = failed ? "" : tried(function () { return window.HWND; });
    handle = code ? "" : handle;
    code = failed;
    sayValue("instantMessage", nameOf(name, window, known) + " " + handle);
}

// getContact and its contact, likewise.
function sayContact(name, contact, known) {
    sayValue("getContact", nameOf(name, contact, known));
}

function nameOf(name, object, known) {
    if (!object) {
        return "Nothing";
    }
    for (var i = 0; i < known.length; i += 2) {
        if (known[i + 1] === object) {
            return known[i];
        }
    }
    return name;
}

// Windows keeps an object until its garbage is collected.
function letGo() {
    CollectGarbage();
}
