"""Notes: the pane beside the page, its editor, preview and history, and the list on the left."""
