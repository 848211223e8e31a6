-- What agents were shown, did and used; what takes it back; who was stopped.
create table agent_plan (
    id text collate "C" not null primary key,
    client text collate "C" not null,
    tenant text collate "C" not null,
    tool text collate "C" not null,
    arguments text not null,
    fingerprint text not null,
    created_at text collate "C" not null,
    expires_at text collate "C" not null,
    state text not null,
    needs_approval integer not null,
    approvals text not null,
    shown text not null
);
create index agent_plan_by_expiry on agent_plan (expires_at);

create table agent_spending (
    id bigint generated always as identity primary key,
    client text collate "C" not null,
    tool text collate "C" not null,
    at text collate "C" not null,
    records integer not null,
    money text not null,
    messages integer not null
);
create index agent_spending_by_client on agent_spending (client, at);

create table agent_audit (
    number bigint not null primary key,
    body text not null,
    hash text not null
);

create table agent_undo (
    entry bigint not null primary key,
    client text collate "C" not null,
    tenant text collate "C" not null,
    tool text collate "C" not null,
    kept_at text collate "C" not null,
    cost text not null,
    recipe text not null,
    undone_at text collate "C"
);
create index agent_undo_by_tenant on agent_undo (tenant);

create table agent_stop (
    client text collate "C" not null primary key,
    stopped_by text not null,
    since text collate "C" not null
);
