-- What day_minutes has to hold.
SELECT day, node_id, kind, sum(seconds) AS seconds
FROM span AS one
WHERE voids IS NULL AND seconds > 0 AND NOT EXISTS (SELECT 1 FROM span AS void WHERE void.voids = one.id)
GROUP BY day, node_id, kind
