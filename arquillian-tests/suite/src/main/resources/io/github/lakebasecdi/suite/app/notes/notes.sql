CREATE SCHEMA IF NOT EXISTS suite;
GRANT USAGE ON SCHEMA suite TO PUBLIC;

CREATE TABLE IF NOT EXISTS suite.notes (
    owner text NOT NULL DEFAULT current_user,
    line  text NOT NULL,
    PRIMARY KEY (owner, line)
);
ALTER TABLE suite.notes ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_notes ON suite.notes;
CREATE POLICY own_notes ON suite.notes FOR ALL TO PUBLIC USING (owner = current_user);
GRANT SELECT, INSERT ON suite.notes TO PUBLIC;

INSERT INTO suite.notes (owner, line)
SELECT who, who || ' line ' || number
FROM generate_series(1, 5) AS number,
     (SELECT 'user' || n || '@example.com' FROM generate_series(1, 50) AS n
      UNION ALL VALUES ('alice@example.com'), ('bob@example.com')) AS people (who)
ON CONFLICT DO NOTHING;
