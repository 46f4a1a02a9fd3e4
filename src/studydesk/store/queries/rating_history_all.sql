SELECT id, skill_id, level, evidence, at, day, voids
FROM rating AS one
WHERE voids IS NULL AND NOT EXISTS (SELECT 1 FROM rating AS void WHERE void.voids = one.id)
ORDER BY seq
