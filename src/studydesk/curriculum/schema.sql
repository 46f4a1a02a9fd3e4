-- content.db: the compiled path. Read-only at run time, thrown away and made anew whenever its inputs change.
-- Lists of ids are one text with spaces between them; ids hold no spaces.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE node (
    position INTEGER PRIMARY KEY,          -- document order, parents before children
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    short TEXT NOT NULL,
    parent TEXT,
    children TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    hours_low INTEGER,
    hours_high INTEGER,
    skills TEXT NOT NULL,
    prerequisites TEXT NOT NULL,
    question TEXT NOT NULL,
    has_lesson INTEGER NOT NULL,
    renamed_from TEXT NOT NULL
);

CREATE TABLE area (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, skills TEXT NOT NULL);

CREATE TABLE skill (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, area TEXT NOT NULL, title TEXT NOT NULL, can TEXT NOT NULL
);

CREATE TABLE resource (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,                 -- one a line
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    cost TEXT NOT NULL,
    licence TEXT NOT NULL,
    address TEXT NOT NULL,
    about TEXT NOT NULL,
    offline TEXT NOT NULL,
    blocks TEXT NOT NULL,
    topics TEXT NOT NULL,
    key TEXT NOT NULL,
    year INTEGER
);

-- old ids of resources, skills and terms; nodes and questions carry their own
CREATE TABLE renamed (old TEXT NOT NULL, kind TEXT NOT NULL, present TEXT NOT NULL, PRIMARY KEY (kind, old)) WITHOUT ROWID;

CREATE TABLE page (
    id TEXT PRIMARY KEY,                   -- node id, "path", or "resource:<id>"
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    words INTEGER NOT NULL,
    minutes INTEGER NOT NULL,              -- to read it
    html TEXT NOT NULL
);

CREATE TABLE toc (
    page TEXT NOT NULL REFERENCES page (id),
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    level INTEGER NOT NULL,
    PRIMARY KEY (page, position)
) WITHOUT ROWID;

CREATE TABLE glossary (
    id TEXT PRIMARY KEY, term TEXT NOT NULL, aliases TEXT NOT NULL, html TEXT NOT NULL, topic TEXT NOT NULL
);

CREATE TABLE question (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    block TEXT NOT NULL,
    topic TEXT NOT NULL,
    kind TEXT NOT NULL,
    demand TEXT NOT NULL,
    difficulty INTEGER NOT NULL,
    skills TEXT NOT NULL,
    passage TEXT NOT NULL,
    renamed_from TEXT NOT NULL,
    body TEXT NOT NULL                     -- JSON: prompt, explanation and the fields of the kind, Markdown as HTML
);
CREATE INDEX question_block ON question (block);
CREATE INDEX question_topic ON question (topic);

CREATE TABLE extra (
    kind TEXT NOT NULL,                    -- schedule, assessment, portfolio, outcome, next-step, timeline
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    html TEXT NOT NULL,
    detail TEXT NOT NULL,                  -- day, phase, group or focus
    low INTEGER,                           -- minutes (schedule) or hours (timeline)
    high INTEGER,
    milestone TEXT NOT NULL,
    PRIMARY KEY (kind, position)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE section_fts USING fts5 (node UNINDEXED, title, body, tokenize = "unicode61 remove_diacritics 2");
