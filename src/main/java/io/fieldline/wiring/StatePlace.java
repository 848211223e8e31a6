package io.fieldline.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fieldline.ops.Forget;
import io.fieldline.outreach.enrollment.EnrollmentStore;
import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.PersonalDataStore;
import io.fieldline.sync.RecordNames;
import io.fieldline.tenant.Tenant;

/** The state store, as a place that may hold something about a customer. */
record StatePlace(PersonalDataStore store, EnrollmentStore enrollments) implements Forget.Place {

    @Override
    public void follow(Tenant tenant, CustomerTrail trail) {
        store.follow(tenant.name(), trail);
    }

    @Override
    public Forget.Erasure erase(Tenant tenant, CustomerTrail trail) {
        List<String> keeps = new ArrayList<>(store.keeps(tenant.name(), trail));
        Map<String, Long> rows = new TreeMap<>();
        store.eraseCustomer(tenant.name(), trail).stream().filter(gone -> gone.count() > 0)
                .forEach(gone -> rows.put(gone.table(), (long) gone.count()));
        trail.ids(RecordNames.CUSTOMER).stream().filter(customer -> enrollments.ends(tenant.name(), Long.parseLong(customer)))
                .findFirst()
                .ifPresent(customer -> keeps.add("the customer's contact is in a workflow of HubSpot, and is let go as soon as"
                        + " HubSpot answers the service; what is kept of it until then, its id there or its address, goes with"
                        + " that"));
        return new Forget.Erasure(rows, keeps);
    }
}
