UPDATE note
SET title = :title, title_key = :title_key, words = :words, excerpt = :excerpt, updated_at = :updated_at, body = :body
WHERE id = :id
