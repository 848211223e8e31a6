-- What ServiceTitan is to be told of documents in the books, and how far of the ledger that was looked for.
create table ledger_telling (
    tenant text collate "C" not null,
    books text collate "C" not null,
    source text collate "C" not null,
    way text collate "C" not null,
    position bigint not null,
    state text collate "C" not null,
    due text collate "C" not null,
    attempts integer not null,
    sent text not null,
    sent_at text,
    told text not null,
    problem text not null,
    changed_at text collate "C" not null,
    primary key (tenant, books, source, way)
);
create index ledger_telling_by_due on ledger_telling (tenant, books, way, state, due);

create table ledger_look (
    tenant text collate "C" not null,
    books text collate "C" not null,
    way text collate "C" not null,
    position bigint not null,
    primary key (tenant, books, way)
);
