-- What kind of line a number is, as a provider of messages said, for whom it was asked.
create table line_type (
    tenant text not null,
    number text not null,
    customer_id integer not null,
    type text not null,
    looked_up_at text not null,
    primary key (tenant, number)
) without rowid;
create index line_type_by_customer on line_type (tenant, customer_id);
create index line_type_by_time on line_type (looked_up_at);
