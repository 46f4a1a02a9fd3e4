-- The first key of a search: titles that start with it.
SELECT id, kind, anchor, title, excerpt, words, updated_at, trashed_at
FROM note INDEXED BY note_title
WHERE trashed_at IS NULL AND title_key >= :prefix AND title_key < :prefix || char(0x10FFFF)
ORDER BY title_key
LIMIT :limit OFFSET :offset
