-- Pairs of records in two systems that are kept in step; they take the place of plain links, which nothing had written yet.
drop table record_link;

create table pair_link (
    tenant text collate "C" not null,
    type text collate "C" not null,
    system text collate "C" not null,
    service_titan_id text collate "C",
    crm_id text collate "C",
    agreed text not null,
    sent text not null,
    service_titan_version text collate "C",
    crm_version text collate "C",
    state text collate "C" not null,
    changed_at text collate "C" not null,
    unique (tenant, type, system, service_titan_id),
    unique (tenant, type, system, crm_id)
);

create table conflict (
    id bigint generated always as identity primary key,
    tenant text collate "C" not null,
    type text collate "C" not null,
    system text collate "C" not null,
    service_titan_id text collate "C",
    crm_id text collate "C",
    kind text collate "C" not null,
    message text not null,
    details text not null,
    opened_at text collate "C" not null
);
create index conflict_by_customer on conflict (tenant, type, system, service_titan_id);
create index conflict_by_crm_record on conflict (tenant, type, system, crm_id);

create table match_key (
    tenant text collate "C" not null,
    system text collate "C" not null,
    record_id text collate "C" not null,
    kind text collate "C" not null,
    value text collate "C" not null,
    primary key (tenant, system, record_id, kind, value)
);
create index match_key_by_value on match_key (tenant, system, value);

create table contact_copy (
    tenant text collate "C" not null,
    contact_id text collate "C" not null,
    customer_id text collate "C" not null,
    contact text not null,
    primary key (tenant, contact_id)
);
create index contact_copy_by_customer on contact_copy (tenant, customer_id);
