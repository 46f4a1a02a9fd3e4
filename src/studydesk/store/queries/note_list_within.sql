-- For scripts without blanks between words: notes that hold the text anywhere, newest first. `tag` NULL means any.
SELECT id, kind, anchor, title, excerpt, words, updated_at, trashed_at
FROM note INDEXED BY note_recent
WHERE trashed_at IS NULL
    AND (instr(title, :text) OR instr(body, :text))
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM note_tag WHERE note_id = note.id AND tag = :tag))
ORDER BY updated_at DESC
LIMIT :limit OFFSET :offset
