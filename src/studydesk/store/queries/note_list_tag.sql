SELECT note.id, kind, anchor, title, excerpt, words, updated_at, trashed_at
FROM note_tag JOIN note ON note.id = note_tag.note_id
WHERE note_tag.tag = :tag AND trashed_at IS NULL
ORDER BY updated_at DESC
LIMIT :limit OFFSET :offset
