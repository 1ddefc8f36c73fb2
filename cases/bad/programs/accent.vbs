Say "client.signIn"
' café
