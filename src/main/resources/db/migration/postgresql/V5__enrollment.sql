-- Contacts in workflows of a CRM, each until the CRM shows that it was let go.
create table enrollment (
    token text collate "C" not null primary key,
    tenant text collate "C" not null,
    flow text collate "C" not null,
    subject text collate "C" not null,
    occasion text collate "C" not null,
    customer_id bigint not null,
    connection text collate "C" not null,
    contact text collate "C" not null,
    given text not null,
    state text collate "C" not null,
    reason text collate "C" not null,
    due text collate "C" not null,
    attempts integer not null,
    problem text not null,
    changed_at text collate "C" not null
);
create index enrollment_by_due on enrollment (state, due);
create index enrollment_by_customer on enrollment (tenant, customer_id);
create index outbox_message_by_enrollment on outbox_message (changed_at, token) where channel = 'ENROLLMENT';
