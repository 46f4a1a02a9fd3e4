"""The window: rail, panels, status bar, actions and menus."""
