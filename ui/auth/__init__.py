"""Who may use the web chat: `accounts` knows them, `door` stands before every request and asks."""
