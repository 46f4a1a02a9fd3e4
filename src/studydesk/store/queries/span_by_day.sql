SELECT day, node_id, kind, seconds
FROM day_minutes
WHERE day BETWEEN :first AND :last
ORDER BY day, node_id, kind
