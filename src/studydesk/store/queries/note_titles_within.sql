-- Titles for completion: those that hold the text anywhere. Walks the index of titles, never the table.
SELECT id, anchor, title
FROM note
WHERE seq IN (
    SELECT seq FROM note INDEXED BY note_title
    WHERE trashed_at IS NULL AND instr(title_key, :text)
    ORDER BY title_key
    LIMIT :limit
)
ORDER BY title_key
