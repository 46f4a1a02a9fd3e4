-- As note_search, among the notes of a tag; `+rowid` keeps SQLite from asking the index anew for each of them.
WITH tagged (seq) AS (
    SELECT note.seq FROM note_tag JOIN note ON note.id = note_tag.note_id WHERE note_tag.tag = :tag
), best (seq, score) AS (
    SELECT rowid, bm25(note_fts, 10.0, 1.0)
    FROM note_fts
    WHERE note_fts MATCH :match AND +rowid IN (SELECT seq FROM tagged)
    ORDER BY rowid DESC
    LIMIT 600
)
SELECT id, kind, anchor, title, excerpt, words, updated_at, trashed_at
FROM best JOIN note ON note.seq = best.seq
ORDER BY score, note.seq DESC
LIMIT :limit OFFSET :offset
