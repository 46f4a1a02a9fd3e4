-- Notes outside the trash whose title or body holds a phrase, newest first.
SELECT id, note.title, note.body
FROM note_fts JOIN note ON note.seq = note_fts.rowid
WHERE note_fts MATCH :match
ORDER BY note_fts.rowid DESC
LIMIT :limit OFFSET :offset
