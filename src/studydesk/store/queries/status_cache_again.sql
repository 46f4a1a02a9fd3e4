-- The last event of a node that still counts.
INSERT INTO node_status (node_id, status, event_id)
SELECT node_id, status, id
FROM status_event AS event
WHERE node_id = :node_id AND voids IS NULL
    AND NOT EXISTS (SELECT 1 FROM status_event AS void WHERE void.voids = event.id)
ORDER BY seq DESC
LIMIT 1
