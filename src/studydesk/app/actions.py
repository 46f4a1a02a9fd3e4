"""Everything that a key, a menu or a button can start. Menus, shortcuts and the help list are built from this list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """`context` says where the shortcut counts: window, or one of the panels tree, reader, note, progress.

    `shortcut` holds one or more portable key sequences, separated by `, `. `icon` is a name of the icon family or "".
    """

    id: str
    title: str
    group: str
    shortcut: str = ""
    context: str = "window"
    icon: str = ""
    checkable: bool = False
    in_menu: bool = True


ACTIONS: tuple[Action, ...] = (
    # Go
    Action("go.path", "Path", "Go", "Ctrl+1", icon="list-tree"),
    Action("go.notes", "Notes", "Go", "Ctrl+2", icon="notebook-pen"),
    Action("go.library", "Library", "Go", "Ctrl+3", icon="library"),
    Action("go.progress", "Skills and progress", "Go", "Ctrl+4", icon="chart-column"),
    Action("go.tree", "Focus the list on the left", "Go", "Ctrl+Shift+E"),
    Action("go.reader", "Focus the page", "Go", "Ctrl+Shift+D"),
    Action("go.note", "Focus the note", "Go", "Ctrl+E"),
    Action("go.overview", "Overview of the path", "Go", "Ctrl+Shift+O"),
    # Topic
    Action("tree.done", "Mark done", "Topic", "Ctrl+D", icon="circle-check"),
    Action("tree.start", "Mark in progress", "Topic", "Ctrl+Shift+P", icon="circle-dot"),
    Action("tree.skip", "Skip", "Topic", "Ctrl+Shift+K", icon="skip-forward"),
    Action("tree.reset", "Mark not started", "Topic", "Ctrl+Shift+0", icon="circle"),
    Action("tree.filter", "Filter the tree", "Topic", "Ctrl+Shift+F", icon="filter"),
    Action("tree.expand_all", "Expand all", "Topic", "Ctrl+Shift+Right"),
    Action("tree.collapse_all", "Collapse all", "Topic", "Ctrl+Shift+Left"),
    Action("time.timer", "Start or stop the timer", "Topic", "Ctrl+Shift+T", icon="timer"),
    # Edit
    Action("edit.undo", "Undo", "Edit", "Ctrl+Z", icon="undo-2"),
    Action("edit.redo", "Redo", "Edit", "Ctrl+Shift+Z, Ctrl+Y", icon="redo-2"),
    # Page
    Action("reader.back", "Back", "Page", "Alt+Left", icon="arrow-left"),
    Action("reader.forward", "Forward", "Page", "Alt+Right", icon="arrow-right"),
    Action("reader.previous", "Previous page of the path", "Page", "Ctrl+PgUp"),
    Action("reader.next", "Next page of the path", "Page", "Ctrl+PgDown"),
    Action("reader.find", "Find in page", "Page", "Ctrl+F", icon="search", context="reader"),
    Action("reader.toc", "Contents of this page", "Page", "Ctrl+Shift+C", icon="list"),
    Action("reader.zoom_in", "Zoom in", "Page", "Ctrl++, Ctrl+=", icon="zoom-in"),
    Action("reader.zoom_out", "Zoom out", "Page", "Ctrl+-", icon="zoom-out"),
    Action("reader.zoom_reset", "Reset zoom", "Page", "Ctrl+0", icon="rotate-ccw"),
    Action("reader.new_tab", "New tab", "Page", "Ctrl+T", icon="plus"),
    Action("reader.close_tab", "Close tab", "Page", "Ctrl+W", icon="x"),
    Action("reader.reopen_tab", "Reopen closed tab", "Page", "Ctrl+Shift+W"),
    Action("reader.next_tab", "Next tab", "Page", "Ctrl+Tab"),
    Action("reader.previous_tab", "Previous tab", "Page", "Ctrl+Shift+Tab"),
    Action("reader.quote", "Quote the selection into the note", "Page", "Ctrl+Shift+Q", icon="text-quote"),
    # Note
    Action("note.new", "New free note", "Note", "Ctrl+N", icon="plus"),
    Action("note.source", "Show the source", "Note", "Ctrl+Shift+1", context="window", icon="pencil"),
    Action("note.split", "Show source and preview", "Note", "Ctrl+Shift+2", context="window", icon="columns-2"),
    Action("note.preview", "Show the preview", "Note", "Ctrl+Shift+3", context="window", icon="eye"),
    Action("note.task", "Toggle task", "Note", "Ctrl+Return", context="note"),
    Action("note.bold", "Bold", "Note", "Ctrl+B", context="note"),
    Action("note.italic", "Italic", "Note", "Ctrl+I", context="note"),
    Action("note.code", "Code", "Note", "Ctrl+`", context="note"),
    Action("note.link", "Link to a topic, note or resource", "Note", "Ctrl+L", context="note", icon="link"),
    Action("note.image", "Insert an image…", "Note", "", context="window", icon="image"),
    Action("note.find", "Find in note", "Note", "Ctrl+F", context="note", icon="search"),
    Action("note.history", "History…", "Note", "Ctrl+Shift+H", icon="history"),
    Action("note.rename", "Rename…", "Note", "F2", context="note"),
    Action("note.trash", "Move to trash", "Note", "", icon="trash-2"),
    # Library
    Action("library.open_file", "Open a local HTML or PDF file…", "Library", "Ctrl+O", icon="file-text"),
    Action("library.open_folder", "Open a local HTML folder…", "Library", "Ctrl+Shift+L", icon="folder-open"),
    # View
    Action("view.left", "Show the left panel", "View", "Ctrl+Shift+B", icon="panel-left", checkable=True),
    Action("view.note", "Show the note pane", "View", "Ctrl+Shift+N", icon="panel-right", checkable=True),
    Action("view.rail", "Show the rail", "View", "", checkable=True),
    Action("view.status", "Show the status bar", "View", "", checkable=True),
    Action("view.focus", "Only the page", "View", "F11", checkable=True),
    Action("theme.system", "Follow the system", "Theme", "", checkable=True),
    Action("theme.light", "Light", "Theme", "", checkable=True, icon="sun"),
    Action("theme.dark", "Dark", "Theme", "", checkable=True, icon="moon"),
    Action("theme.contrast", "High contrast", "Theme", "", checkable=True, icon="contrast"),
    Action("view.text_larger", "Larger text", "View", "Ctrl+Alt++, Ctrl+Alt+=", icon="a-large-small"),
    Action("view.text_smaller", "Smaller text", "View", "Ctrl+Alt+-"),
    Action("view.text_reset", "Normal text size", "View", "Ctrl+Alt+0"),
    # Help and program
    Action("help.shortcuts", "Keyboard shortcuts", "Help", "F1, Ctrl+/", icon="keyboard"),
    Action("help.about", "About StudyDesk", "Help", "", icon="info"),
    Action("app.menu", "Menu", "Program", "F10", icon="menu", in_menu=False),
    Action("app.quit", "Quit", "Program", "Ctrl+Q"),
)


def by_id() -> dict[str, Action]:
    """The list as a mapping from id to action."""
    return {action.id: action for action in ACTIONS}
