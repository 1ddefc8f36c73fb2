say("client.signIn");
