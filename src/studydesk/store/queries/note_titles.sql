-- Titles for completion: those that start so.
SELECT id, anchor, title
FROM note INDEXED BY note_title
WHERE trashed_at IS NULL AND title_key >= :prefix AND title_key < :prefix || char(0x10FFFF)
ORDER BY title_key
LIMIT :limit
