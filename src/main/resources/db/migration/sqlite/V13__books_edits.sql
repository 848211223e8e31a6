-- What people changed in the books of documents that the ledger wrote; and how people know a document that waits.
create table books_edit (
    tenant text not null,
    books text not null,
    source text not null,
    family text not null,
    part integer not null,
    how text not null,
    revision integer not null,
    since text not null,
    primary key (tenant, books, source, family, part)
) without rowid;

alter table ledger_quarantine add column number text;
alter table ledger_quarantine add column day text;
