SELECT sha256, name, size
FROM attachment
WHERE created_at < :before AND NOT EXISTS (SELECT 1 FROM note_attachment WHERE note_attachment.sha256 = attachment.sha256)
