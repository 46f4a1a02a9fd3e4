INSERT INTO note (id, kind, anchor, title, title_key, words, excerpt, created_at, updated_at, trashed_at, body)
VALUES (:id, :kind, :anchor, :title, :title_key, :words, :excerpt, :created_at, :updated_at, :trashed_at, :body)
