-- Messages to customers: what is, was or will not be sent, who must not be messaged, who agreed, who is in which sequence.
create table outbox_message (
    token text collate "C" not null primary key,
    tenant text collate "C" not null,
    flow text collate "C" not null,
    event text collate "C" not null,
    subject text collate "C" not null,
    occasion text collate "C" not null,
    kind text collate "C" not null,
    channel text collate "C" not null,
    connection text collate "C" not null,
    template text collate "C" not null,
    customer_id bigint not null,
    location_id bigint,
    recipient text collate "C",
    recipient_name text,
    happened_at text collate "C" not null,
    not_before text collate "C" not null,
    due text collate "C" not null,
    expires text collate "C" not null,
    state text collate "C" not null,
    reason text collate "C" not null,
    detail text not null,
    planned_at text collate "C" not null,
    changed_at text collate "C" not null,
    handed_over_at text collate "C",
    attempts integer not null,
    provider_id text collate "C",
    lease_holder text collate "C",
    lease_until text collate "C",
    given text,
    outgoing text
);
create index outbox_message_by_due on outbox_message (state, due, token);
create index outbox_message_by_customer on outbox_message (tenant, customer_id);
create index outbox_message_by_flow on outbox_message (tenant, flow, due);
create index outbox_message_by_recipient on outbox_message (tenant, recipient);
create index outbox_message_by_subject on outbox_message (tenant, subject);
create index outbox_message_by_provider_id on outbox_message (provider_id);

create table blocked_recipient (
    tenant text collate "C" not null,
    address text collate "C" not null,
    cause text collate "C" not null,
    source text not null,
    since text collate "C" not null,
    primary key (tenant, address, cause)
);

create table written_consent (
    tenant text collate "C" not null,
    address text collate "C" not null,
    customer_id bigint not null,
    source text not null,
    given_at text collate "C" not null,
    primary key (tenant, address)
);
create index written_consent_by_customer on written_consent (tenant, customer_id);

create table sequence_process (
    tenant text collate "C" not null,
    flow text collate "C" not null,
    subject text collate "C" not null,
    occasion text collate "C" not null,
    customer_id bigint not null,
    location_id bigint,
    enrolled_at text collate "C" not null,
    next_step integer not null,
    next_at text collate "C" not null,
    messages integer not null,
    state text collate "C" not null,
    reason text collate "C" not null,
    changed_at text collate "C" not null,
    given text not null,
    primary key (tenant, flow, subject, occasion)
);
create index sequence_process_by_next on sequence_process (state, next_at);
create index sequence_process_by_customer on sequence_process (tenant, customer_id);
