INSERT INTO span (id, kind, node_id, started_at, ended_at, seconds, day, voids)
VALUES (:id, :kind, :node_id, :started_at, :ended_at, :seconds, :day, :voids)
