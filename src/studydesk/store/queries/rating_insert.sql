INSERT INTO rating (id, skill_id, level, evidence, at, day, voids)
VALUES (:id, :skill_id, :level, :evidence, :at, :day, :voids)
