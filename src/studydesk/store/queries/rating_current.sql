-- Of every skill the last rating that counts, up to a day (NULL: up to now). Skills are found by jumping through the index.
WITH RECURSIVE skill (id) AS (
    SELECT min(skill_id) FROM rating
    UNION ALL
    SELECT (SELECT min(skill_id) FROM rating WHERE skill_id > skill.id) FROM skill WHERE skill.id IS NOT NULL
)
SELECT rating.id, rating.skill_id, level, evidence, at, day, voids
FROM skill
JOIN rating ON rating.seq = (
    SELECT seq
    FROM rating AS one
    WHERE one.skill_id = skill.id AND one.voids IS NULL AND (:until IS NULL OR one.day <= :until)
        AND NOT EXISTS (SELECT 1 FROM rating AS void WHERE void.voids = one.id)
    ORDER BY seq DESC
    LIMIT 1
)
