INSERT INTO resource_copy (id, resource_id, kind, path, title, added_at, removed_at)
VALUES (:id, :resource_id, :kind, :path, :title, :added_at, :removed_at)
