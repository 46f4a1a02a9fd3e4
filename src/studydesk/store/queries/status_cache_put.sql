INSERT INTO node_status (node_id, status, event_id) VALUES (:node_id, :status, :id)
ON CONFLICT (node_id) DO UPDATE SET status = excluded.status, event_id = excluded.event_id
