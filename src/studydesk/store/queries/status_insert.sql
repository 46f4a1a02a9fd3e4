INSERT INTO status_event (id, node_id, status, at, day, voids)
VALUES (:id, :node_id, :status, :at, :day, :voids)
