"""Other bots' published rules as small models, never their code; and companies to try every matcher with."""
