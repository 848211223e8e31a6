-- Tokens that change with their use, sealed; customers in the books; entries of the ledger by the books' ids.
create table refresh_token (
    account text collate "C" not null primary key,
    sealed text not null,
    kept_at text collate "C" not null
);

create table books_customer (
    tenant text collate "C" not null,
    books text collate "C" not null,
    customer text collate "C" not null,
    ref_id text collate "C" not null,
    primary key (tenant, books, customer)
);
create index books_customer_by_ref on books_customer (tenant, books, ref_id);

create index ledger_entry_by_ref on ledger_entry (tenant, books, ref_id);
