INSERT INTO note_fts (rowid, title, body)
SELECT seq, title, body FROM note WHERE id = :id AND trashed_at IS NULL
