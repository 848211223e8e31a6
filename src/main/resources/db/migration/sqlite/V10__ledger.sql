-- Money: which document in the books stands for which of ServiceTitan, what it holds, what it settles, and what waits.
create table ledger_entry (
    tenant text not null,
    books text not null,
    source text not null,
    family text not null,
    part integer not null,
    form text not null,
    content text,
    day text not null,
    ref_id text,
    ref_number text,
    ref_version text,
    revision integer not null,
    intent text,
    adopted integer not null,
    position integer not null,
    primary key (tenant, books, source, family, part)
) without rowid;
create index ledger_entry_under_way on ledger_entry (tenant, books) where intent is not null;
create index ledger_entry_by_position on ledger_entry (tenant, books, position);
create index ledger_entry_by_day on ledger_entry (tenant, books, day);

-- Amounts are text, so that no cent is lost to a floating point.
create table ledger_applied (
    tenant text not null,
    books text not null,
    source text not null,
    family text not null,
    part integer not null,
    target text not null,
    target_part integer not null,
    amount text not null,
    primary key (tenant, books, source, family, part, target, target_part)
) without rowid;
create index ledger_applied_by_target on ledger_applied (tenant, books, target);

create table ledger_wait (
    tenant text not null,
    books text not null,
    waiting text not null,
    awaited text not null,
    position integer not null,
    primary key (tenant, books, waiting, awaited)
) without rowid;

create table ledger_quarantine (
    tenant text not null,
    books text not null,
    source text not null,
    gaps text not null,
    since text not null,
    primary key (tenant, books, source)
) without rowid;
