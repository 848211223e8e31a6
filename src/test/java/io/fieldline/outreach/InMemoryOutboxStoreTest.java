package io.fieldline.outreach;

class InMemoryOutboxStoreTest extends OutboxStoreContract {

    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();

    @Override
    protected OutboxStore outbox() {
        return outbox;
    }
}
