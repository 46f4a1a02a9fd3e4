-- What node_status has to hold: of every node the last event that still counts.
SELECT node_id, status, id AS event_id
FROM status_event AS event
WHERE seq = (
    SELECT max(seq)
    FROM status_event AS other
    WHERE other.node_id = event.node_id AND other.voids IS NULL
        AND NOT EXISTS (SELECT 1 FROM status_event AS void WHERE void.voids = other.id)
)
