-- What this service signs its own links with; made when it is first needed.
create table service_secret (
    name text not null primary key,
    value text not null
) without rowid;
