-- Derived: all of it can be dropped and made again from the ground. An event or figure is known by the row of its report
-- and its position in the reading (report << 16 | position); a party or place by the hash of its key.
CREATE TABLE IF NOT EXISTS account (report INTEGER PRIMARY KEY, counts INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS party (id INTEGER PRIMARY KEY, key TEXT NOT NULL, reports INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS party_reports ON party (reports);
CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, key TEXT NOT NULL, reports INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS place_reports ON place (reports);
-- How reports describe a party or place: what most of them say is shown.
CREATE TABLE IF NOT EXISTS face (
  subject INTEGER NOT NULL, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT NOT NULL, more TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (subject, name, kind, country, more)
) WITHOUT ROWID;
-- All names, by the hash of the name.
CREATE TABLE IF NOT EXISTS spelling (
  hash INTEGER NOT NULL, subject INTEGER NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (subject, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS spelling_hash ON spelling (hash);
CREATE TABLE IF NOT EXISTS presence (party INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (party, day, report)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS member (party INTEGER NOT NULL, body INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (party, body, day, report)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS located (place INTEGER PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL);
CREATE INDEX IF NOT EXISTS located_lat ON located (lat, lon);
-- Where and when events lie; those without a point are found by their parties.
CREATE VIRTUAL TABLE IF NOT EXISTS space USING rtree (event, lat0, lat1, lon0, lon1, day0, day1);
-- Events that tell an end: where, and the days on which fighting that goes on speaks against it.
CREATE VIRTUAL TABLE IF NOT EXISTS ended USING rtree (event, lat0, lat1, lon0, lon1, day0, day1);
CREATE TABLE IF NOT EXISTS involved (
  pointless INTEGER NOT NULL, party INTEGER NOT NULL, span INTEGER NOT NULL, event INTEGER NOT NULL,
  PRIMARY KEY (pointless, party, span, event)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS follow (event INTEGER PRIMARY KEY, leader INTEGER NOT NULL, score REAL NOT NULL);
CREATE INDEX IF NOT EXISTS follow_leader ON follow (leader);
-- Incidents that people have made one: each leader but the first, and the first.
CREATE TABLE IF NOT EXISTS united (leader INTEGER PRIMARY KEY, head INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS united_head ON united (head);
-- Copies of one text.
CREATE TABLE IF NOT EXISTS print (week INTEGER NOT NULL, hash INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (week, hash, report)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copy (report INTEGER PRIMARY KEY, leader INTEGER NOT NULL, score REAL NOT NULL);
CREATE INDEX IF NOT EXISTS copy_leader ON copy (leader);
-- Running totals that may be of one series.
CREATE TABLE IF NOT EXISTS running (key INTEGER NOT NULL, figure INTEGER NOT NULL, PRIMARY KEY (key, figure)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS running_figure ON running (figure);
-- What views find: incidents (the event that leads) and groups of running totals (below zero).
CREATE TABLE IF NOT EXISTS subject (
  id INTEGER PRIMARY KEY, key INTEGER, first INTEGER NOT NULL, last INTEGER NOT NULL, operation INTEGER NOT NULL,
  tags BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS subject_first ON subject (first, id);
CREATE INDEX IF NOT EXISTS subject_span ON subject (last - first);
-- Where and when operations lie, from the first day that is told of them to the last.
CREATE VIRTUAL TABLE IF NOT EXISTS operation USING rtree (subject, lat0, lat1, lon0, lon1, day0, day1);
CREATE TABLE IF NOT EXISTS tag (tag INTEGER NOT NULL, day INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (tag, day, subject)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS toll (anchor INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (subject, anchor)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS toll_anchor ON toll (anchor);
CREATE TABLE IF NOT EXISTS dispute (anchor INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY (subject, anchor)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dispute_anchor ON dispute (anchor);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (title, text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");
-- How much there is, in one row, kept by the triggers below: to count a million rows takes longer than to show a page.
CREATE TABLE IF NOT EXISTS tally (
  reports INTEGER NOT NULL, current INTEGER NOT NULL, copies INTEGER NOT NULL, events INTEGER NOT NULL,
  incidents INTEGER NOT NULL, tolls INTEGER NOT NULL, disputes INTEGER NOT NULL
);
INSERT INTO tally SELECT
  (SELECT count(*) FROM report), (SELECT count(*) FROM copy), (SELECT count(*) FROM copy WHERE leader <> report),
  (SELECT count(*) FROM follow), (SELECT count(*) FROM subject WHERE id > 0),
  (SELECT count(*) FROM toll), (SELECT count(*) FROM dispute)
  WHERE NOT EXISTS (SELECT 1 FROM tally);
CREATE TRIGGER IF NOT EXISTS report_comes AFTER INSERT ON report BEGIN UPDATE tally SET reports = reports + 1; END;
CREATE TRIGGER IF NOT EXISTS copy_comes AFTER INSERT ON copy BEGIN
  UPDATE tally SET current = current + 1, copies = copies + (new.leader <> new.report);
END;
CREATE TRIGGER IF NOT EXISTS copy_moves AFTER UPDATE ON copy BEGIN
  UPDATE tally SET copies = copies + (new.leader <> new.report) - (old.leader <> old.report);
END;
CREATE TRIGGER IF NOT EXISTS copy_leaves AFTER DELETE ON copy BEGIN
  UPDATE tally SET current = current - 1, copies = copies - (old.leader <> old.report);
END;
CREATE TRIGGER IF NOT EXISTS event_comes AFTER INSERT ON follow BEGIN UPDATE tally SET events = events + 1; END;
CREATE TRIGGER IF NOT EXISTS event_leaves AFTER DELETE ON follow BEGIN UPDATE tally SET events = events - 1; END;
CREATE TRIGGER IF NOT EXISTS incident_comes AFTER INSERT ON subject WHEN new.id > 0 BEGIN UPDATE tally SET incidents = incidents + 1; END;
CREATE TRIGGER IF NOT EXISTS incident_leaves AFTER DELETE ON subject WHEN old.id > 0 BEGIN UPDATE tally SET incidents = incidents - 1; END;
CREATE TRIGGER IF NOT EXISTS toll_comes AFTER INSERT ON toll BEGIN UPDATE tally SET tolls = tolls + 1; END;
CREATE TRIGGER IF NOT EXISTS toll_leaves AFTER DELETE ON toll BEGIN UPDATE tally SET tolls = tolls - 1; END;
CREATE TRIGGER IF NOT EXISTS dispute_comes AFTER INSERT ON dispute BEGIN UPDATE tally SET disputes = disputes + 1; END;
CREATE TRIGGER IF NOT EXISTS dispute_leaves AFTER DELETE ON dispute BEGIN UPDATE tally SET disputes = disputes - 1; END;
