"""studydesk.db: opening, migrations, one repository per thing, backup."""
