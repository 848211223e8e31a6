package io.fieldline.servicetitan.customer;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.fieldline.sync.pair.ContactCopy;

/** Contacts from the local copy. They are as old as the feed's last page, and cost no request. */
public final class CopiedContacts implements Contacts {

    private final ContactCopy copy;
    private final String tenant;

    public CopiedContacts(ContactCopy copy, String tenant) {
        this.copy = copy;
        this.tenant = tenant;
    }

    @Override
    public Map<Long, List<Map<String, Object>>> of(Collection<Long> customerIds) {
        return copy.of(tenant, customerIds);
    }
}
