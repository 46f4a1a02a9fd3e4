INSERT INTO note_revision (id, note_id, at, reason, title, words, body)
VALUES (:id, :note_id, :at, :reason, :title, :words, :body)
