package io.fieldline.flow;

import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.IdempotentKeyStore;

/**
 * Keeps the keys of an <code>idempotentConsumer</code> in the state store, each flow's apart from the others'. A key is
 * <code>tenant/what happens once</code>, as in <code>${variable.tenant}/${body[id]}</code>. Use it with
 * <code>eager: false</code>: the key is stored after the effect, so that a crash in between repeats the effect and never
 * loses it.
 */
public final class StoreIdempotentRepository extends ServiceSupport implements IdempotentRepository {

    /** The name under which routes refer to it. */
    public static final String NAME = "deliveredOnce";

    private static final String NO_FLOW = "shared";

    private final IdempotentKeyStore keys;

    public StoreIdempotentRepository(IdempotentKeyStore keys) {
        this.keys = keys;
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        Key parsed = Key.of(key);
        return keys.add(parsed.tenant(), flow(exchange), parsed.rest());
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        Key parsed = Key.of(key);
        return keys.contains(parsed.tenant(), flow(exchange), parsed.rest());
    }

    @Override
    public boolean remove(Exchange exchange, String key) {
        Key parsed = Key.of(key);
        return keys.remove(parsed.tenant(), flow(exchange), parsed.rest());
    }

    /** Nothing is left to do: the key is stored when it is added. */
    @Override
    public boolean confirm(Exchange exchange, String key) {
        return true;
    }

    @Override
    public boolean add(String key) {
        return add(null, key);
    }

    @Override
    public boolean contains(String key) {
        return contains(null, key);
    }

    @Override
    public boolean remove(String key) {
        return remove(null, key);
    }

    @Override
    public boolean confirm(String key) {
        return confirm(null, key);
    }

    /** Refused: it would make every tenant's effects happen again. */
    @Override
    public void clear() {
        throw new UnsupportedOperationException("Keys are removed one by one or by age");
    }

    private static String flow(Exchange exchange) {
        return exchange == null || exchange.getFromRouteId() == null ? NO_FLOW : exchange.getFromRouteId();
    }

    private record Key(String tenant, String rest) {

        static Key of(String key) {
            int slash = key.indexOf('/');
            if (slash < 1 || slash == key.length() - 1) {
                throw new MisconfiguredException(
                        "The key of an idempotentConsumer must be tenant/what happens once, such as"
                                + " ${variable.tenant}/${body[id]} (found " + key + ")");
            }
            return new Key(key.substring(0, slash), key.substring(slash + 1));
        }
    }
}
