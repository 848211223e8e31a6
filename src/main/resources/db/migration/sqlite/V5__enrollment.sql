-- Contacts in workflows of a CRM, each until the CRM shows that it was let go.
create table enrollment (
    token text not null primary key,
    tenant text not null,
    flow text not null,
    subject text not null,
    occasion text not null,
    customer_id integer not null,
    connection text not null,
    contact text not null,
    given text not null,
    state text not null,
    reason text not null,
    due text not null,
    attempts integer not null,
    problem text not null,
    changed_at text not null
) without rowid;
create index enrollment_by_due on enrollment (state, due);
create index enrollment_by_customer on enrollment (tenant, customer_id);
create index outbox_message_by_enrollment on outbox_message (changed_at, token) where channel = 'ENROLLMENT';
