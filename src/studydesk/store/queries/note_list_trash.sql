-- The trash is not indexed; it is small enough to be read. `text` "" means any.
SELECT id, kind, anchor, title, excerpt, words, updated_at, trashed_at
FROM note
WHERE trashed_at IS NOT NULL AND (:text = '' OR instr(title_key, :text) OR instr(lower(body), :text))
ORDER BY trashed_at DESC
LIMIT :limit OFFSET :offset
