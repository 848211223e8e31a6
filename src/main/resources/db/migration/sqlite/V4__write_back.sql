-- What ServiceTitan is to be told of messages: who wants no more of them, and what was sent.
create table write_back (
    tenant text not null,
    kind text not null,
    subject text not null,
    wanted integer not null,
    revision integer not null,
    state text not null,
    due text not null,
    attempts integer not null,
    kept text not null,
    problem text not null,
    changed_at text not null,
    primary key (tenant, kind, subject)
) without rowid;
create index write_back_by_due on write_back (state, due);
create index outbox_message_by_change on outbox_message (tenant, state, changed_at);
