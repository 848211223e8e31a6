-- Money: which document in the books stands for which of ServiceTitan, what it holds, what it settles, and what waits.
create table ledger_entry (
    tenant text collate "C" not null,
    books text collate "C" not null,
    source text collate "C" not null,
    family text collate "C" not null,
    part integer not null,
    form text collate "C" not null,
    content text,
    day text collate "C" not null,
    ref_id text,
    ref_number text,
    ref_version text,
    revision integer not null,
    intent text,
    adopted integer not null,
    position bigint not null,
    primary key (tenant, books, source, family, part)
);
create index ledger_entry_under_way on ledger_entry (tenant, books) where intent is not null;
create index ledger_entry_by_position on ledger_entry (tenant, books, position);
create index ledger_entry_by_day on ledger_entry (tenant, books, day);

-- Amounts are text, so that no cent is lost to a floating point.
create table ledger_applied (
    tenant text collate "C" not null,
    books text collate "C" not null,
    source text collate "C" not null,
    family text collate "C" not null,
    part integer not null,
    target text collate "C" not null,
    target_part integer not null,
    amount text collate "C" not null,
    primary key (tenant, books, source, family, part, target, target_part)
);
create index ledger_applied_by_target on ledger_applied (tenant, books, target);

create table ledger_wait (
    tenant text collate "C" not null,
    books text collate "C" not null,
    waiting text collate "C" not null,
    awaited text collate "C" not null,
    position bigint not null,
    primary key (tenant, books, waiting, awaited)
);

create table ledger_quarantine (
    tenant text collate "C" not null,
    books text collate "C" not null,
    source text collate "C" not null,
    gaps text collate "C" not null,
    since text collate "C" not null,
    primary key (tenant, books, source)
);
