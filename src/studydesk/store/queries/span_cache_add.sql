INSERT INTO day_minutes (day, node_id, kind, seconds) VALUES (:day, :node_id, :kind, :seconds)
ON CONFLICT (day, node_id, kind) DO UPDATE SET seconds = seconds + excluded.seconds
