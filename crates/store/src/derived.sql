-- Derived: all of it can be dropped and made again from the ground. An event or figure is known by the row of its report
-- and its position in the reading (report << 16 | position); a party or place by the hash of its key.
CREATE TABLE account (report INTEGER PRIMARY KEY, counts INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE party (id INTEGER PRIMARY KEY, key TEXT NOT NULL, reports INTEGER NOT NULL);
CREATE INDEX party_reports ON party (reports);
CREATE TABLE place (id INTEGER PRIMARY KEY, key TEXT NOT NULL, reports INTEGER NOT NULL);
CREATE INDEX place_reports ON place (reports);
-- How reports describe a party or place: what most of them say is shown.
CREATE TABLE face (
  subject INTEGER NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT NOT NULL, more TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (subject, name, kind, country, more)
) WITHOUT ROWID;
-- All names, by the hash of the name.
CREATE TABLE spelling (
  hash INTEGER NOT NULL, subject INTEGER NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (subject, name)
) WITHOUT ROWID;
CREATE INDEX spelling_hash ON spelling (hash);
CREATE TABLE presence (party INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (party, day, report)) WITHOUT ROWID;
CREATE TABLE member (party INTEGER NOT NULL, body INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (party, body, day, report)) WITHOUT ROWID;
CREATE TABLE located (place INTEGER PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL);
CREATE INDEX located_lat ON located (lat, lon);
-- Where and when events lie; those without a point are found by their parties.
CREATE VIRTUAL TABLE space USING rtree (event, lat0, lat1, lon0, lon1, day0, day1);
CREATE TABLE involved (
  pointless INTEGER NOT NULL, party INTEGER NOT NULL, span INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY (pointless, party, span, event)
) WITHOUT ROWID;
CREATE TABLE follow (event INTEGER PRIMARY KEY, leader INTEGER NOT NULL, score REAL NOT NULL);
CREATE INDEX follow_leader ON follow (leader);
-- Copies of one text.
CREATE TABLE print (week INTEGER NOT NULL, hash INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (week, hash, report)) WITHOUT ROWID;
CREATE TABLE copy (report INTEGER PRIMARY KEY, leader INTEGER NOT NULL, score REAL NOT NULL);
CREATE INDEX copy_leader ON copy (leader);
-- Running totals that may be of one series.
CREATE TABLE running (key INTEGER NOT NULL, figure INTEGER NOT NULL, PRIMARY KEY (key, figure)) WITHOUT ROWID;
CREATE INDEX running_figure ON running (figure);
-- What views find: incidents (the event that leads) and groups of running totals (below zero).
CREATE TABLE subject (
  id INTEGER PRIMARY KEY, key INTEGER, first INTEGER NOT NULL, last INTEGER NOT NULL, operation INTEGER NOT NULL,
  tags BLOB NOT NULL
);
CREATE INDEX subject_first ON subject (first, id);
CREATE INDEX subject_span ON subject (last - first);
-- Where and when operations lie, from the first day that is told of them to the last.
CREATE VIRTUAL TABLE operation USING rtree (subject, lat0, lat1, lon0, lon1, day0, day1);
CREATE TABLE tag (tag INTEGER NOT NULL, day INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (tag, day, subject)) WITHOUT ROWID;
CREATE TABLE toll (anchor INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (subject, anchor)) WITHOUT ROWID;
CREATE INDEX toll_anchor ON toll (anchor);
CREATE TABLE dispute (anchor INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (subject, anchor)) WITHOUT ROWID;
CREATE INDEX dispute_anchor ON dispute (anchor);
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
