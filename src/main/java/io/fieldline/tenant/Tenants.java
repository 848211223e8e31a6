package io.fieldline.tenant;

import java.util.Collection;
import java.util.Optional;

/** The tenants in effect now. A tenant whose document is refused keeps its last good version and is listed with it. */
public interface Tenants {

    Collection<Tenant> all();

    Optional<Tenant> find(String name);

    /** The listener hears of every later change, on the thread that noticed it, and must not block. */
    void onChange(Listener listener);

    /** Hears of a tenant document that came, changed or went. */
    interface Listener {

        void applied(Tenant tenant);

        void removed(String name);
    }
}
