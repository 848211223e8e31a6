-- Messages to customers: what is, was or will not be sent, who must not be messaged, who agreed, who is in which sequence.
create table outbox_message (
    token text not null primary key,
    tenant text not null,
    flow text not null,
    event text not null,
    subject text not null,
    occasion text not null,
    kind text not null,
    channel text not null,
    connection text not null,
    template text not null,
    customer_id integer not null,
    location_id integer,
    recipient text,
    recipient_name text,
    happened_at text not null,
    not_before text not null,
    due text not null,
    expires text not null,
    state text not null,
    reason text not null,
    detail text not null,
    planned_at text not null,
    changed_at text not null,
    handed_over_at text,
    attempts integer not null,
    provider_id text,
    lease_holder text,
    lease_until text,
    given text,
    outgoing text
) without rowid;
create index outbox_message_by_due on outbox_message (state, due, token);
create index outbox_message_by_customer on outbox_message (tenant, customer_id);
create index outbox_message_by_flow on outbox_message (tenant, flow, due);
create index outbox_message_by_recipient on outbox_message (tenant, recipient);
create index outbox_message_by_subject on outbox_message (tenant, subject);
create index outbox_message_by_provider_id on outbox_message (provider_id);

create table blocked_recipient (
    tenant text not null,
    address text not null,
    cause text not null,
    source text not null,
    since text not null,
    primary key (tenant, address, cause)
) without rowid;

create table written_consent (
    tenant text not null,
    address text not null,
    customer_id integer not null,
    source text not null,
    given_at text not null,
    primary key (tenant, address)
) without rowid;
create index written_consent_by_customer on written_consent (tenant, customer_id);

create table sequence_process (
    tenant text not null,
    flow text not null,
    subject text not null,
    occasion text not null,
    customer_id integer not null,
    location_id integer,
    enrolled_at text not null,
    next_step integer not null,
    next_at text not null,
    messages integer not null,
    state text not null,
    reason text not null,
    changed_at text not null,
    given text not null,
    primary key (tenant, flow, subject, occasion)
) without rowid;
create index sequence_process_by_next on sequence_process (state, next_at);
create index sequence_process_by_customer on sequence_process (tenant, customer_id);
