-- Tokens that change with their use, sealed; customers in the books; entries of the ledger by the books' ids.
create table refresh_token (
    account text not null primary key,
    sealed text not null,
    kept_at text not null
) without rowid;

create table books_customer (
    tenant text not null,
    books text not null,
    customer text not null,
    ref_id text not null,
    primary key (tenant, books, customer)
) without rowid;
create index books_customer_by_ref on books_customer (tenant, books, ref_id);

create index ledger_entry_by_ref on ledger_entry (tenant, books, ref_id);
