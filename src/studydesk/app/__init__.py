"""What a user can do and ask: services, queries, actions, settings."""
