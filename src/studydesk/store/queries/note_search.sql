-- Best matches first; a hit in the title weighs ten of the body. `tag` NULL means any.
SELECT id, kind, anchor, note.title, excerpt, words, updated_at, trashed_at
FROM note_fts JOIN note ON note.seq = note_fts.rowid
WHERE note_fts MATCH :match
    AND (trashed_at IS NOT NULL) = :trashed
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM note_tag WHERE note_id = note.id AND tag = :tag))
ORDER BY bm25(note_fts, 10.0, 1.0)
LIMIT :limit OFFSET :offset
