-- Seconds already counted between two instants; spans are short, so only those that ended since can reach in.
SELECT coalesce(sum(min(seconds, (min(ended_at, :until) - max(started_at, :since)) / 1000)), 0)
FROM span AS one
WHERE ended_at > :since AND started_at < :until AND voids IS NULL
    AND NOT EXISTS (SELECT 1 FROM span AS void WHERE void.voids = one.id)
