"""Tables of the simulated centre: what the verdicts and the invariants of ingest rest on.

Keys and their order are those of PostgreSQL's migrations; columns that no verdict and no invariant reads are
left out. Money is integer cents, quantities integer thousandths.
"""

from __future__ import annotations

from typing import Final

from app.store.driver import Connection

TABLES: Final = (
    """CREATE TABLE terminals(organization_id TEXT,
    local_id TEXT, terminal_id TEXT, status TEXT, epoch INTEGER,
    config_version INTEGER, PRIMARY KEY(organization_id, terminal_id)) STRICT""",
    """CREATE TABLE terminal_enrolments(organization_id TEXT,
    terminal_id TEXT, first_epoch INTEGER, nonce BLOB,
    PRIMARY KEY(organization_id, terminal_id, first_epoch)) STRICT""",
    """CREATE TABLE series(organization_id TEXT, series TEXT, terminal_id TEXT, doc_type TEXT,
    PRIMARY KEY(organization_id, series)) STRICT""",
    """CREATE TABLE terminal_epochs(organization_id TEXT, terminal_id TEXT, epoch INTEGER,
    contiguous_seq INTEGER NOT NULL DEFAULT 0, high_seq INTEGER NOT NULL DEFAULT 0, high_hash BLOB,
    previous_epoch INTEGER, previous_seq INTEGER, previous_hash BLOB, fenced INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(organization_id, terminal_id, epoch)) STRICT""",
    """CREATE TABLE terminal_boots(entry INTEGER PRIMARY KEY, organization_id TEXT, terminal_id TEXT,
    epoch INTEGER, boot_id TEXT, first_head_seq INTEGER, last_head_seq INTEGER,
    UNIQUE(organization_id, terminal_id, epoch, boot_id)) STRICT""",
    """CREATE TABLE fenced_inbox(organization_id TEXT NOT NULL, event_id TEXT NOT NULL, sha256 BLOB NOT NULL,
    terminal_id TEXT NOT NULL, payload BLOB NOT NULL,
    PRIMARY KEY(organization_id, event_id, sha256)) STRICT""",
    """CREATE TABLE cause_wait(organization_id TEXT NOT NULL, event_id TEXT NOT NULL, cause_id TEXT NOT NULL,
    first_seen_ms INTEGER NOT NULL, PRIMARY KEY(organization_id, event_id)) STRICT""",
    """CREATE TABLE sync_inbox(organization_id TEXT NOT NULL,
    event_id TEXT NOT NULL, terminal_id TEXT NOT NULL,
    epoch INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT, sha256 BLOB NOT NULL, prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL, payload BLOB NOT NULL,
    PRIMARY KEY(organization_id, event_id), UNIQUE(organization_id, terminal_id, epoch, seq)) STRICT""",
    """CREATE TABLE sync_review(organization_id TEXT NOT NULL,
    review_id TEXT NOT NULL, event_id TEXT NOT NULL,
    code TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'open', held INTEGER NOT NULL, terminal_id TEXT NOT NULL,
    epoch INTEGER NOT NULL, seq INTEGER NOT NULL, raw BLOB, raw_sha256 BLOB,
    PRIMARY KEY(organization_id, review_id), UNIQUE(organization_id, event_id, code)) STRICT""",
    """CREATE TABLE transactions(organization_id TEXT NOT NULL, local_id TEXT NOT NULL,
    transaction_id TEXT NOT NULL, event_id TEXT NOT NULL, local_transaction_id TEXT NOT NULL,
    terminal_id TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind IN('sale', 'return')), series TEXT NOT NULL,
    number INTEGER NOT NULL CHECK(number >= 1), shift_id TEXT, discount_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL, total_minor INTEGER NOT NULL, paid_minor INTEGER NOT NULL,
    change_minor INTEGER NOT NULL, original_number INTEGER,
    PRIMARY KEY(organization_id, transaction_id), UNIQUE(organization_id, event_id),
    UNIQUE(organization_id, local_id, local_transaction_id), UNIQUE(organization_id, series, number),
    CHECK((kind = 'return') = (original_number IS NOT NULL))) STRICT""",
    """CREATE TABLE transaction_items(organization_id TEXT NOT NULL, transaction_id TEXT NOT NULL,
    n INTEGER NOT NULL, variant_id TEXT NOT NULL, quantity_milli INTEGER NOT NULL, net_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL, total_minor INTEGER NOT NULL,
    PRIMARY KEY(organization_id, transaction_id, n)) STRICT""",
    """CREATE TABLE payments(organization_id TEXT NOT NULL, transaction_id TEXT NOT NULL, n INTEGER NOT NULL,
    method TEXT NOT NULL CHECK(method <> 'mixed'), amount_minor INTEGER NOT NULL,
    PRIMARY KEY(organization_id, transaction_id, n)) STRICT""",
    """CREATE TABLE voids(organization_id TEXT NOT NULL,
    event_id TEXT NOT NULL, original_event_id TEXT NOT NULL,
    shift_id TEXT, total_minor INTEGER NOT NULL, PRIMARY KEY(organization_id, event_id)) STRICT""",
    """CREATE TABLE void_payments(organization_id TEXT NOT NULL, event_id TEXT NOT NULL, n INTEGER NOT NULL,
    method TEXT NOT NULL CHECK(method <> 'mixed'), amount_minor INTEGER NOT NULL,
    PRIMARY KEY(organization_id, event_id, n)) STRICT""",
    """CREATE TABLE money_found(organization_id TEXT NOT NULL, event_id TEXT NOT NULL,
    sale_event_id TEXT NOT NULL, PRIMARY KEY(organization_id, event_id)) STRICT""",
    """CREATE TABLE z_closings(organization_id TEXT NOT NULL, event_id TEXT NOT NULL,
    PRIMARY KEY(organization_id, event_id)) STRICT""",
    """CREATE TABLE r_customers(organization_id TEXT NOT NULL, customer_id TEXT NOT NULL,
    PRIMARY KEY(organization_id, customer_id)) STRICT""",
    """CREATE TABLE customer_consents(organization_id TEXT NOT NULL, event_id TEXT NOT NULL,
    customer_id TEXT NOT NULL, PRIMARY KEY(organization_id, event_id)) STRICT""",
    """CREATE TABLE effects(organization_id TEXT NOT NULL, event_id TEXT NOT NULL, kind TEXT NOT NULL,
    state TEXT NOT NULL, PRIMARY KEY(organization_id, event_id, kind)) STRICT""",
    """CREATE TABLE central_outbox(organization_id TEXT NOT NULL, event_id TEXT NOT NULL,
    routing_key TEXT NOT NULL, held INTEGER NOT NULL,
    PRIMARY KEY(organization_id, event_id, routing_key)) STRICT""",
)

INBOX: Final = "INSERT INTO sync_inbox VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"
TRANSACTION: Final = "INSERT INTO transactions VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"
ITEM: Final = "INSERT INTO transaction_items VALUES(:o,:t,:n,:variant,:quantity,:net,:tax,:total)"
PAYMENT: Final = "INSERT INTO payments VALUES(:o,:t,:n,:method,:amount)"
REVIEW: Final = (
    "INSERT INTO sync_review(organization_id, review_id, event_id, code, held, terminal_id, epoch, seq, raw,"
    " raw_sha256) VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"
)
EFFECT: Final = "INSERT INTO effects VALUES(?,?,?,?)"
MESSAGE: Final = "INSERT INTO central_outbox VALUES(?,?,?,?)"
VOID_PAYMENT: Final = "INSERT INTO void_payments VALUES(:o,:event,:n,:method,:amount)"
MONEY: Final = "INSERT INTO money_found VALUES(?,?,?)"
CLOSING: Final = "INSERT INTO z_closings VALUES(?,?)"
VOID: Final = "INSERT INTO voids VALUES(?,?,?,?,?)"
CUSTOMER: Final = "INSERT INTO r_customers VALUES(?,?) ON CONFLICT DO NOTHING"
CONSENT: Final = "INSERT INTO customer_consents VALUES(?,?,?)"
TERMINAL: Final = (
    "SELECT status, config_version, epoch FROM terminals"
    " WHERE organization_id=? AND local_id=? AND terminal_id=?"
)
HELD: Final = (
    "SELECT i.sha256, t.transaction_id FROM sync_inbox i LEFT JOIN transactions t ON"
    " t.organization_id=i.organization_id AND t.event_id=i.event_id"
    " WHERE i.organization_id=? AND i.event_id=?"
)
REVIEWS_OF: Final = (
    "SELECT code, review_id FROM sync_review WHERE organization_id=? AND event_id=? AND state='open'"
)
EPOCHS: Final = (
    "SELECT epoch, contiguous_seq, high_seq, high_hash, previous_epoch, previous_seq, previous_hash"
    " FROM terminal_epochs"
    " WHERE organization_id=? AND terminal_id=?"
)
NEIGHBOUR: Final = (
    "SELECT event_id, epoch, seq, prev_hash, hash FROM sync_inbox"
    " WHERE organization_id=? AND terminal_id=? AND epoch=? AND seq=?"
)
NONCES: Final = (
    "SELECT first_epoch, nonce FROM terminal_enrolments"
    " WHERE organization_id=? AND terminal_id=? ORDER BY first_epoch DESC"
)
ABOVE: Final = (
    "SELECT seq FROM sync_inbox WHERE organization_id=? AND terminal_id=? AND epoch=? AND seq>? ORDER BY seq"
)
EPOCH: Final = (
    "INSERT INTO terminal_epochs(organization_id, terminal_id, epoch, contiguous_seq, high_seq, high_hash)"
    " VALUES(?,?,?,?,?,?) ON CONFLICT DO UPDATE SET contiguous_seq=excluded.contiguous_seq,"
    " high_seq=excluded.high_seq, high_hash=excluded.high_hash"
)
PREVIOUS: Final = (
    "UPDATE terminal_epochs SET previous_epoch=?, previous_seq=?, previous_hash=?"
    " WHERE organization_id=? AND terminal_id=? AND epoch=?"
)
BOOT: Final = (
    "INSERT INTO terminal_boots(organization_id, terminal_id, epoch, boot_id, first_head_seq, last_head_seq)"
    " SELECT :o, :terminal, :epoch, :boot, :head, :head WHERE EXISTS(SELECT 1 FROM terminal_boots m"
    " WHERE m.organization_id=:o AND m.terminal_id=:terminal AND m.epoch=:epoch AND m.boot_id=:boot)"
    " OR (:fresh AND NOT EXISTS(SELECT 1 FROM terminal_boots x WHERE x.organization_id=:o"
    " AND x.terminal_id=:terminal AND x.epoch=:epoch AND x.last_head_seq>:head))"
    " ON CONFLICT DO UPDATE SET last_head_seq=max(last_head_seq, excluded.last_head_seq)"
)
SERIES: Final = (
    "SELECT s.series, (SELECT max(t.number) FROM transactions t WHERE t.organization_id=s.organization_id"
    " AND t.series=s.series) FROM series s WHERE s.organization_id=? AND s.terminal_id=?"
)


def create(connection: Connection) -> None:
    """Make the tables in an empty database."""
    for statement in TABLES:
        connection.execute(statement)
