-- The newest schema of studydesk.db, made in one go for a new profile. A test holds it equal to what the migrations make of version 1.
-- Instants are INTEGER milliseconds since 1970 UTC, `day` is the learner's own day as ISO text, ids are UUIDv7 text.
-- `seq` is the order of writing: clocks can go back, it cannot. Node, skill and resource ids are the content's and carry no foreign key.

-- Facts: appended, never updated. A row with `voids` takes back the row it names.
CREATE TABLE status_event (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    node_id TEXT NOT NULL,
    status  TEXT NOT NULL CHECK (status IN ('not-started', 'in-progress', 'done', 'skipped')),
    at      INTEGER NOT NULL,
    day     TEXT NOT NULL,
    voids   TEXT REFERENCES status_event (id)
) STRICT;
CREATE INDEX status_event_node ON status_event (node_id, seq);
CREATE INDEX status_event_day ON status_event (day);
CREATE UNIQUE INDEX status_event_voids ON status_event (voids) WHERE voids IS NOT NULL;

CREATE TABLE rating (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    skill_id TEXT NOT NULL,
    level    INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
    evidence TEXT NOT NULL DEFAULT '',
    at       INTEGER NOT NULL,
    day      TEXT NOT NULL,
    voids    TEXT REFERENCES rating (id)
) STRICT;
CREATE INDEX rating_skill ON rating (skill_id, seq);
CREATE UNIQUE INDEX rating_voids ON rating (voids) WHERE voids IS NOT NULL;

-- Minutes. A running timer is the row whose ended_at is NULL; otherwise only the span of the present moment is still extended.
CREATE TABLE span (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('read', 'write', 'timer')),
    node_id    TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    seconds    INTEGER NOT NULL CHECK (seconds >= 0),
    day        TEXT NOT NULL,
    voids      TEXT REFERENCES span (id)
) STRICT;
CREATE INDEX span_day ON span (day, node_id);
CREATE INDEX span_ended ON span (ended_at);
CREATE UNIQUE INDEX span_voids ON span (voids) WHERE voids IS NOT NULL;
CREATE UNIQUE INDEX span_running ON span (kind) WHERE ended_at IS NULL;

-- Caches: rebuilt from the facts at any time, kept in the same transaction as the fact.
CREATE TABLE node_status (
    node_id  TEXT PRIMARY KEY,
    status   TEXT NOT NULL,
    event_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE day_minutes (
    day     TEXT NOT NULL,
    node_id TEXT NOT NULL,
    kind    TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (day, node_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX day_minutes_node ON day_minutes (node_id, seconds);

-- Notes. The body comes last, so that lists never read it.
CREATE TABLE note (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('topic', 'block', 'free')),
    anchor     TEXT,
    title      TEXT NOT NULL,
    title_key  TEXT NOT NULL,
    words      INTEGER NOT NULL,
    excerpt    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    trashed_at INTEGER,
    body       TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX note_anchor ON note (anchor) WHERE anchor IS NOT NULL AND trashed_at IS NULL;
CREATE INDEX note_title ON note (title_key) WHERE trashed_at IS NULL;
CREATE INDEX note_recent ON note (updated_at) WHERE trashed_at IS NULL;
CREATE INDEX note_trash ON note (trashed_at) WHERE trashed_at IS NOT NULL;

-- The index holds the notes outside the trash, so that a search never has to pass over others.
CREATE VIEW note_text (seq, title, body) AS SELECT seq, title, body FROM note WHERE trashed_at IS NULL;

-- No triggers: FTS5 refuses to be written from one under trusted_schema = OFF. The repository writes it beside the note.
CREATE VIRTUAL TABLE note_fts USING fts5 (
    title, body, content = 'note_text', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE note_revision (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    reason  TEXT NOT NULL CHECK (reason IN ('edit', 'restore', 'rename-link')),
    title   TEXT NOT NULL,
    words   INTEGER NOT NULL,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX note_revision_note ON note_revision (note_id, seq);

-- Derived from the bodies of the notes that are not in the trash.
CREATE TABLE note_link (
    note_id     TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    target_kind TEXT NOT NULL CHECK (target_kind IN ('note', 'node', 'resource', 'missing')),
    target      TEXT NOT NULL,
    label       TEXT NOT NULL,
    line        INTEGER NOT NULL,
    PRIMARY KEY (note_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_link_target ON note_link (target_kind, target);

CREATE TABLE note_tag (
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    tag     TEXT NOT NULL,
    PRIMARY KEY (note_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_tag_tag ON note_tag (tag);

CREATE TABLE attachment (
    sha256     TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    name       TEXT NOT NULL,
    size       INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    bytes      BLOB NOT NULL
) STRICT;

-- Every attachment that a note's body or one of its revisions names, so that the history can be restored with its pictures.
CREATE TABLE note_attachment (
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    sha256  TEXT NOT NULL,
    PRIMARY KEY (note_id, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_attachment_sha256 ON note_attachment (sha256);

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ui_state (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE resource_copy (
    seq         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    resource_id TEXT,
    kind        TEXT NOT NULL CHECK (kind IN ('html', 'folder', 'pdf')),
    path        TEXT NOT NULL,
    title       TEXT NOT NULL,
    added_at    INTEGER NOT NULL,
    removed_at  INTEGER
) STRICT;
CREATE INDEX resource_copy_resource ON resource_copy (resource_id) WHERE removed_at IS NULL;
