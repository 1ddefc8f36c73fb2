WScript.Echo "end"
