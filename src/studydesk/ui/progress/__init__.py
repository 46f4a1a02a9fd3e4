"""Charts and the skills inventory."""
