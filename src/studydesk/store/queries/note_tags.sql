SELECT tag, count(*) AS count FROM note_tag GROUP BY tag ORDER BY tag
