package io.fieldline.servicetitan;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** Tenants that a test sets, changes and removes. */
public final class FixedTenants implements Tenants {

    private final Map<String, Tenant> tenants = new TreeMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public FixedTenants(Tenant... tenants) {
        for (Tenant tenant : tenants) {
            this.tenants.put(tenant.name(), tenant);
        }
    }

    public synchronized void apply(Tenant tenant) {
        tenants.put(tenant.name(), tenant);
        listeners.forEach(listener -> listener.applied(tenant));
    }

    public synchronized void remove(String name) {
        tenants.remove(name);
        listeners.forEach(listener -> listener.removed(name));
    }

    @Override
    public synchronized Collection<Tenant> all() {
        return List.copyOf(tenants.values());
    }

    @Override
    public synchronized Optional<Tenant> find(String name) {
        return Optional.ofNullable(tenants.get(name));
    }

    @Override
    public void onChange(Listener listener) {
        listeners.add(listener);
    }
}
