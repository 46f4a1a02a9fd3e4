"""The browser inside: locked to our own scheme. Imported only when a page is to be shown."""
