-- When appointments begin that were ahead when a flow began; where short links lead; by what else a message could not go.
create table known_start (
    tenant text not null,
    flow text not null,
    appointment_id integer not null,
    starts text not null,
    primary key (tenant, flow, appointment_id)
) without rowid;
create index known_start_by_start on known_start (starts);

create table known_start_since (
    tenant text not null,
    flow text not null,
    since text not null,
    primary key (tenant, flow)
) without rowid;

create table short_link (
    code text not null primary key,
    token text not null,
    target text not null,
    created_at text not null,
    unique (token, target)
) without rowid;

alter table outbox_message add column passed_over text;
