"""Who may use the web chat: `accounts` knows them, `auth_middleware` asks at every request."""
