-- What people changed in the books of documents that the ledger wrote; and how people know a document that waits.
create table books_edit (
    tenant text collate "C" not null,
    books text collate "C" not null,
    source text collate "C" not null,
    family text collate "C" not null,
    part integer not null,
    how text not null,
    revision integer not null,
    since text collate "C" not null,
    primary key (tenant, books, source, family, part)
);

alter table ledger_quarantine add column number text;
alter table ledger_quarantine add column day text;
