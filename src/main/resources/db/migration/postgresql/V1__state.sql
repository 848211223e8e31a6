-- Times are UTC text of fixed width (2026-11-23T13:10:39.123456789Z): readable, and sorted by time when sorted as text.

create table checkpoint (
    tenant text collate "C" not null,
    flow text collate "C" not null,
    stream text collate "C" not null,
    position text not null,
    saved_at text collate "C" not null,
    primary key (tenant, flow, stream)
);

create table run (
    id text collate "C" primary key not null,
    tenant text collate "C" not null,
    flow text collate "C" not null,
    stream text collate "C" not null,
    kind text not null,
    started_at text collate "C" not null,
    ended_at text collate "C",
    records_read bigint not null,
    records_written bigint not null,
    records_skipped bigint not null,
    records_parked bigint not null,
    records_rejected bigint not null,
    total_count bigint,
    outcome text not null,
    message text not null
);
create index run_by_stream on run (tenant, flow, stream, started_at, id);
create index run_by_start on run (started_at, id);

create table idempotent_key (
    tenant text collate "C" not null,
    scope text collate "C" not null,
    key_text text collate "C" not null,
    added_at text collate "C" not null,
    primary key (tenant, scope, key_text)
);
create index idempotent_key_by_age on idempotent_key (added_at);

-- A record without an id (null) cannot be told from another one and stands for itself.
create table dead_letter (
    id text collate "C" primary key not null,
    tenant text collate "C" not null,
    flow text collate "C" not null,
    stream text collate "C" not null,
    record_id text collate "C",
    reason text not null,
    payload text not null,
    position text,
    parked_at text collate "C" not null,
    attempts integer not null,
    status text collate "C" not null,
    settled_at text collate "C",
    unique (tenant, flow, stream, record_id)
);
create index dead_letter_by_age on dead_letter (parked_at, id);

create table webhook_event (
    sequence bigint generated always as identity primary key,
    tenant text collate "C" not null,
    user_assigned_id text collate "C" not null,
    type text not null,
    received_at text collate "C" not null,
    payload text not null,
    handled_at text collate "C",
    unique (tenant, user_assigned_id)
);
create index webhook_event_pending on webhook_event (tenant, received_at, sequence) where handled_at is null;
create index webhook_event_by_age on webhook_event (received_at);

create table seen_record (
    tenant text collate "C" not null,
    flow text collate "C" not null,
    stream text collate "C" not null,
    record_id text collate "C" not null,
    modified_on text collate "C",
    fingerprint text,
    status text,
    primary key (tenant, flow, stream, record_id)
);

create table record_link (
    tenant text collate "C" not null,
    type text collate "C" not null,
    source_id text collate "C" not null,
    system text collate "C" not null,
    external_id text collate "C" not null,
    agreed_state text,
    linked_at text collate "C" not null,
    primary key (tenant, type, source_id, system),
    unique (tenant, type, system, external_id)
);
