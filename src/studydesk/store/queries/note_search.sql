-- Notes with all words in the title come first, the newest 200 of them by age; then the best matches of the newest 600 that
-- hold the words anywhere: ranking every note that holds a frequent word would take ten times as long as all else.
WITH found (seq, score) AS (
    SELECT * FROM (
        SELECT rowid, -1000.0 FROM note_fts WHERE note_fts MATCH :title_match ORDER BY rowid DESC LIMIT 200
    )
    UNION ALL
    SELECT * FROM (
        SELECT rowid, bm25(note_fts, 10.0, 1.0) FROM note_fts WHERE note_fts MATCH :match ORDER BY rowid DESC LIMIT 600
    )
), best (seq, score) AS (
    SELECT seq, min(score) FROM found GROUP BY seq ORDER BY min(score), seq DESC LIMIT :limit OFFSET :offset
)
SELECT id, kind, anchor, title, excerpt, words, updated_at, trashed_at
FROM best JOIN note ON note.seq = best.seq
ORDER BY score, note.seq DESC
