-- Must see the note as it was indexed, so it runs before the note is changed.
INSERT INTO note_fts (note_fts, rowid, title, body)
SELECT 'delete', seq, title, body FROM note WHERE id = :id AND trashed_at IS NULL
