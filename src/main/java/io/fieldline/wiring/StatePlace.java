package io.fieldline.wiring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.fieldline.ops.Forget;
import io.fieldline.sync.CustomerTrail;
import io.fieldline.sync.PersonalDataStore;
import io.fieldline.tenant.Tenant;

/** The state store, as a place that may hold something about a customer. */
record StatePlace(PersonalDataStore store) implements Forget.Place {

    @Override
    public void follow(Tenant tenant, CustomerTrail trail) {
        store.follow(tenant.name(), trail);
    }

    @Override
    public Forget.Erasure erase(Tenant tenant, CustomerTrail trail) {
        List<String> keeps = store.keeps(tenant.name(), trail);
        Map<String, Long> rows = new TreeMap<>();
        store.eraseCustomer(tenant.name(), trail).stream().filter(gone -> gone.count() > 0)
                .forEach(gone -> rows.put(gone.table(), (long) gone.count()));
        return new Forget.Erasure(rows, keeps);
    }
}
