CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app TO PUBLIC;

CREATE TABLE app.orders (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner      text NOT NULL DEFAULT current_user,
    item       text NOT NULL,
    amount     numeric(12, 2) NOT NULL CHECK (amount > 0),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- The table's owner, which is the service principal, is not held by the policy: it sees all rows.
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_orders ON app.orders FOR ALL TO PUBLIC USING (owner = current_user);
GRANT SELECT, INSERT ON app.orders TO PUBLIC;

INSERT INTO app.orders (owner, item, amount, created_at) VALUES
    ('alice@example.com', 'Sencha tea, 250 g', 14.90, now() - interval '9 days'),
    ('bob@example.com',   'Espresso beans, 1 kg', 23.50, now() - interval '8 days'),
    ('alice@example.com', 'Cast iron teapot', 48.00, now() - interval '3 days'),
    ('bob@example.com',   'Paper filters, 100', 4.25, now() - interval '2 days'),
    ('alice@example.com', 'Two porcelain cups', 19.80, now() - interval '5 hours');
