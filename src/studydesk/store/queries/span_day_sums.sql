SELECT day, kind, sum(seconds) AS seconds
FROM day_minutes
WHERE day BETWEEN :first AND :last
GROUP BY day, kind
