SELECT node_id, sum(seconds) AS seconds FROM day_minutes GROUP BY node_id
