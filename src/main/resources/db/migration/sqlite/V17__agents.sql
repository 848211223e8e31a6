-- What agents were shown, did and used; what takes it back; who was stopped.
create table agent_plan (
    id text not null primary key,
    client text not null,
    tenant text not null,
    tool text not null,
    arguments text not null,
    fingerprint text not null,
    created_at text not null,
    expires_at text not null,
    state text not null,
    needs_approval integer not null,
    approvals text not null,
    shown text not null
);
create index agent_plan_by_expiry on agent_plan (expires_at);

create table agent_spending (
    id integer primary key,
    client text not null,
    tool text not null,
    at text not null,
    records integer not null,
    money text not null,
    messages integer not null
);
create index agent_spending_by_client on agent_spending (client, at);

create table agent_audit (
    number integer not null primary key,
    body text not null,
    hash text not null
);

create table agent_undo (
    entry integer not null primary key,
    client text not null,
    tenant text not null,
    tool text not null,
    kept_at text not null,
    cost text not null,
    recipe text not null,
    undone_at text
);
create index agent_undo_by_tenant on agent_undo (tenant);

create table agent_stop (
    client text not null primary key,
    stopped_by text not null,
    since text not null
);
