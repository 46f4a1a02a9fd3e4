"""One repository per thing that is kept: rows in, domain values out, no rules."""
