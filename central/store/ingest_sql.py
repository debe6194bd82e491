"""Statements around the ingest statement (sync.md C2, C4, C5). Times and ids are parameters."""

from __future__ import annotations

from typing import Final

LOCK: Final = """
SELECT set_config('app.current_organization_id', $1, true), set_config('app.current_local_id', $2, true),
       set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
       pg_advisory_xact_lock(hashtextextended($1 || '/' || $3, 0))"""
"""A statement of its own: a statement's snapshot is taken when it starts, so lock and ingest in one statement
lose verdicts. Plans are made once per connection, those of foreign keys too, often while tables are nearly
empty; they must hold when these are full, so none may read a whole table."""

TERMINAL: Final = """
SELECT t.status, t.epoch, o.config_version FROM pos.terminals t
JOIN pos.organizations o ON o.organization_id = t.organization_id
WHERE t.organization_id = $1 AND t.local_id = $2 AND t.terminal_id = $3"""

EPOCHS: Final = """
SELECT epoch, contiguous_seq, high_seq, high_hash, previous_epoch, previous_seq, previous_hash, durable_seq
FROM pos.terminal_epochs
WHERE organization_id = $1 AND terminal_id = $2"""

HELD: Final = """
SELECT i.event_id, i.epoch, i.seq, i.sha256, t.transaction_id FROM unnest($2::uuid[]) e(event_id)
CROSS JOIN LATERAL (SELECT x.event_id, x.epoch, x.seq, x.sha256 FROM pos.sync_inbox x
  WHERE x.organization_id = $1 AND x.event_id = e.event_id LIMIT 1) i
LEFT JOIN LATERAL (SELECT x.transaction_id FROM pos.transactions x
  WHERE x.organization_id = $1 AND x.event_id = e.event_id LIMIT 1) t ON true"""
"""By LIMIT each row is looked up by its key: a join would be planned once, over whole tables while they are
small."""

NEIGHBOURS: Final = """
SELECT i.event_id, i.epoch, i.seq, i.prev_hash, i.hash FROM unnest($3::bigint[], $4::bigint[]) n(epoch, seq)
CROSS JOIN LATERAL (SELECT x.event_id, x.epoch, x.seq, x.prev_hash, x.hash FROM pos.sync_inbox x
  WHERE x.organization_id = $1 AND x.terminal_id = $2 AND x.epoch = n.epoch AND x.seq = n.seq LIMIT 1) i"""

NONCES: Final = """
SELECT first_epoch, nonce FROM pos.terminal_enrolments
WHERE organization_id = $1 AND terminal_id = $2 ORDER BY first_epoch DESC"""

CONTIGUOUS: Final = """
SELECT max(seq) FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS place FROM pos.sync_inbox
  WHERE organization_id = $1 AND terminal_id = $2 AND epoch = $3 AND seq > $4) held
WHERE seq - $4 = place"""

GAPS: Final = """
SELECT seq + 1, after - 1 FROM (SELECT seq, lead(seq) OVER (ORDER BY seq) AS after FROM (
    SELECT $4::bigint AS seq UNION ALL SELECT seq FROM pos.sync_inbox
    WHERE organization_id = $1 AND terminal_id = $2 AND epoch = $3 AND seq > $4
    UNION ALL SELECT $5::bigint + 1) held) pairs
WHERE after > seq + 1 ORDER BY 1 LIMIT 100"""
"""Up to place $5, which a later epoch may know of though it is not held."""

PREVIOUS: Final = """
UPDATE pos.terminal_epochs SET previous_epoch = $4, previous_seq = $5, previous_hash = $6
WHERE organization_id = $1 AND terminal_id = $2 AND epoch = $3"""

STATE: Final = """
WITH e AS (
  INSERT INTO pos.terminal_epochs (organization_id, local_id, terminal_id, epoch, contiguous_seq, high_seq,
    high_hash) SELECT $1, $2, $3, x.* FROM unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::bytea[]) x
  ON CONFLICT (organization_id, terminal_id, epoch) DO UPDATE SET contiguous_seq = excluded.contiguous_seq,
    high_seq = excluded.high_seq, high_hash = excluded.high_hash),
b AS (
  INSERT INTO pos.terminal_boots (organization_id, local_id, terminal_id, epoch, boot_id, first_head_seq,
    first_head_hash, last_head_seq, first_seen)
  SELECT $1::uuid, $2::uuid, $3::uuid, $8::bigint, $9::uuid, $10::bigint, $11::bytea, $10::bigint,
    $12::timestamptz
  WHERE EXISTS (SELECT FROM pos.terminal_boots m WHERE m.organization_id = $1 AND m.terminal_id = $3
      AND m.epoch = $8 AND m.boot_id = $9)
    OR ($14::boolean AND NOT EXISTS (SELECT FROM pos.terminal_boots o WHERE o.organization_id = $1
      AND o.terminal_id = $3 AND o.epoch = $8 AND o.last_head_seq > $10))
  ON CONFLICT (organization_id, terminal_id, epoch, boot_id)
    DO UPDATE SET last_head_seq = greatest(pos.terminal_boots.last_head_seq, excluded.last_head_seq))
UPDATE pos.terminals SET last_seen = $12, boot_id = $9, offset_ms = $13, epoch = greatest(epoch, $8)
WHERE organization_id = $1 AND terminal_id = $3"""
"""A boot is noted by the first request that brings something new, from no less a head than others have had: a
late copy of a request of an earlier boot, not heard of while it lived, would pass for a later one (C12)."""


SERIES: Final = """
WITH own AS (SELECT s.series FROM pos.series s WHERE s.organization_id = $1 AND s.terminal_id = $2)
SELECT n.series, (SELECT max(t.number) FROM pos.transactions t
  WHERE t.organization_id = $1 AND t.series = n.series) AS held
FROM (SELECT series FROM own UNION
  SELECT x.series FROM unnest($3::text[]) x(series) JOIN own ON starts_with(x.series, own.series)) n"""
"""Granted series, and those of a batch that the till began by itself, by the name of a granted one (N5)."""

REVIEWS_OF: Final = """
SELECT event_id, code, review_id FROM pos.sync_review
WHERE organization_id = $1 AND event_id = ANY($2::uuid[]) AND state = 'open'"""
