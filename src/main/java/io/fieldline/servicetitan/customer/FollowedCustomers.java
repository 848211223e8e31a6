package io.fieldline.servicetitan.customer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.sync.pair.ContactCopy;
import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/** A tenant's customers for a flow that follows them and their contacts: rows in hand are joined from the local copy. */
public final class FollowedCustomers implements CustomerSource {

    private final CustomerSide side;
    private final Contacts contacts;
    private final Catalog catalog;

    public FollowedCustomers(CustomerSide side, ContactCopy copy, String tenant, Catalog catalog) {
        this.side = side;
        this.contacts = new CopiedContacts(copy, tenant);
        this.catalog = catalog;
    }

    @Override
    public List<SideRecord> records(List<Map<String, Object>> rows) {
        return side.records(rows, contacts);
    }

    @Override
    public List<SideRecord> first(int most) {
        return side.first(most);
    }

    @Override
    public Map<String, SideField> describe() {
        return DescribedRecords.customer(catalog);
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        return side.read(ids);
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> writes) {
        return side.write(writes);
    }

    @Override
    public Optional<String> findCreated(String crmId) {
        return side.findCreated(crmId);
    }
}
