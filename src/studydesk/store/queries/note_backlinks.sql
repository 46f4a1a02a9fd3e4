SELECT note.id, note.title, note_link.label, note_link.line, note.body
FROM note_link JOIN note ON note.id = note_link.note_id
WHERE note_link.target_kind = :kind AND note_link.target = :target
ORDER BY note.updated_at DESC, note_link.ordinal
LIMIT :limit
