-- What ServiceTitan is to be told of documents in the books, and how far of the ledger that was looked for.
create table ledger_telling (
    tenant text not null,
    books text not null,
    source text not null,
    way text not null,
    position integer not null,
    state text not null,
    due text not null,
    attempts integer not null,
    sent text not null,
    sent_at text,
    told text not null,
    problem text not null,
    changed_at text not null,
    primary key (tenant, books, source, way)
) without rowid;
create index ledger_telling_by_due on ledger_telling (tenant, books, way, state, due);

create table ledger_look (
    tenant text not null,
    books text not null,
    way text not null,
    position integer not null,
    primary key (tenant, books, way)
) without rowid;
