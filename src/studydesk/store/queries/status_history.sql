SELECT id, node_id, status, at, day, voids
FROM status_event AS event
WHERE node_id = :node_id AND voids IS NULL
    AND NOT EXISTS (SELECT 1 FROM status_event AS void WHERE void.voids = event.id)
ORDER BY seq
