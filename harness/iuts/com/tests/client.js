// The server as JScript uses it: every argument by value, errors as exceptions.  The last line is "N passed, N failed".
var messenger = new ActiveXObject("Imconform.Desk");
var passed = 0;
var failed = 0;

function check(what, condition) {
    if (condition) {
        passed++;
    } else {
        failed++;
        WScript.Echo("FAIL " + what);
    }
}

function codeOf(name) {
    try {
        messenger.InstantMessage(name);
    } catch (error) {
        return error.number;
    }
    return 0;
}

check("a call before sign-in", codeOf("alice@example.com") === -2130705634);
messenger.AutoSignin();
check("a result that nobody wants", codeOf("alice@example.com") === 0);
var first = messenger.InstantMessage("alice@example.com");
var name = "alice@example.com";
var second = messenger.InstantMessage(name);
check("the same window", first.HWND === second.HWND && first.HWND !== 0);
check("a contact object", messenger.InstantMessage(messenger.GetContact("bob@example.com", "")).HWND !== first.HWND);
check("who takes part", first.Contacts.Count === 1 && first.Contacts.Item(0).SigninName === name);
check("nothing", codeOf(null) === -2147024809 && codeOf(undefined) === -2147024809);
check("a number", codeOf(7) === -2147024809);
check("a line feed", codeOf("al\nice") === -2147024809);
check("oneself", codeOf(messenger.MySigninName) === -2147467259);
first.Close();
check("a window after that", messenger.InstantMessage(name).IsClosed === false);

WScript.Echo(passed + " passed, " + failed + " failed");
