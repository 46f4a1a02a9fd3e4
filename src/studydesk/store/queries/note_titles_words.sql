-- Titles for completion: those with a word that starts so, newest first.
SELECT id, anchor, note.title
FROM note_fts JOIN note ON note.seq = note_fts.rowid
WHERE note_fts MATCH :match AND trashed_at IS NULL
ORDER BY note_fts.rowid DESC
LIMIT :limit
