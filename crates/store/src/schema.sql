-- Ground: what was added and decided. Never derived, never dropped.
CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,                 -- the report's own id
  anchor INTEGER NOT NULL,           -- hash of the key, in the upper 44 bits
  version INTEGER NOT NULL,
  declared INTEGER NOT NULL,         -- the version that the input gave
  withdrawn INTEGER NOT NULL,
  replaces TEXT,
  published INTEGER,                 -- days since 1970-01-01, as all days here
  language TEXT NOT NULL,
  outlet TEXT,
  agency TEXT,
  title TEXT,
  url TEXT,
  translated_from TEXT,
  sha256 TEXT NOT NULL,
  made_by TEXT NOT NULL,             -- program, models and data that read it
  UNIQUE (key, version)
);
CREATE INDEX report_anchor ON report (anchor);
CREATE INDEX report_published ON report (published, key, version);
CREATE INDEX report_replaces ON report (replaces) WHERE replaces IS NOT NULL;
CREATE TABLE source (                -- text and published reading, zstd
  report INTEGER PRIMARY KEY,
  text BLOB NOT NULL,
  reading BLOB NOT NULL
);
CREATE TABLE decision (              -- people's, in order
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  kind TEXT NOT NULL,                -- of the record that it is about
  anchor INTEGER NOT NULL,           -- of that record
  verb TEXT NOT NULL,
  content TEXT NOT NULL,
  seen INTEGER                       -- the report that had come last; null: not noted
);
CREATE INDEX decision_anchor ON decision (anchor);
CREATE TABLE change (                -- what corrections and withdrawals did
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  report TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
