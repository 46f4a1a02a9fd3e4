SELECT id, kind, anchor, title, excerpt, words, updated_at, trashed_at
FROM note
WHERE trashed_at IS NOT NULL
ORDER BY trashed_at DESC
LIMIT :limit OFFSET :offset
