-- Pairs of records in two systems that are kept in step; they take the place of plain links, which nothing had written yet.
drop table record_link;

create table pair_link (
    tenant text not null,
    type text not null,
    system text not null,
    service_titan_id text,
    crm_id text,
    agreed text not null,
    sent text not null,
    service_titan_version text,
    crm_version text,
    state text not null,
    changed_at text not null,
    unique (tenant, type, system, service_titan_id),
    unique (tenant, type, system, crm_id)
);

create table conflict (
    id integer primary key autoincrement,
    tenant text not null,
    type text not null,
    system text not null,
    service_titan_id text,
    crm_id text,
    kind text not null,
    message text not null,
    details text not null,
    opened_at text not null
);
create index conflict_by_customer on conflict (tenant, type, system, service_titan_id);
create index conflict_by_crm_record on conflict (tenant, type, system, crm_id);

create table match_key (
    tenant text not null,
    system text not null,
    record_id text not null,
    kind text not null,
    value text not null,
    primary key (tenant, system, record_id, kind, value)
) without rowid;
create index match_key_by_value on match_key (tenant, system, value);

create table contact_copy (
    tenant text not null,
    contact_id text not null,
    customer_id text not null,
    contact text not null,
    primary key (tenant, contact_id)
) without rowid;
create index contact_copy_by_customer on contact_copy (tenant, customer_id);
