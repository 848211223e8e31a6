-- When appointments begin that were ahead when a flow began; where short links lead; by what else a message could not go.
create table known_start (
    tenant text collate "C" not null,
    flow text collate "C" not null,
    appointment_id bigint not null,
    starts text collate "C" not null,
    primary key (tenant, flow, appointment_id)
);
create index known_start_by_start on known_start (starts);

create table known_start_since (
    tenant text collate "C" not null,
    flow text collate "C" not null,
    since text collate "C" not null,
    primary key (tenant, flow)
);

create table short_link (
    code text collate "C" not null primary key,
    token text collate "C" not null,
    target text not null,
    created_at text collate "C" not null,
    unique (token, target)
);

alter table outbox_message add column passed_over text;
