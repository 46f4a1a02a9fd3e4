SELECT id, kind, anchor, title, excerpt, words, updated_at, trashed_at
FROM note INDEXED BY note_recent
WHERE trashed_at IS NULL
ORDER BY updated_at DESC
LIMIT :limit OFFSET :offset
