package io.fieldline.outreach;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whose messages are being sent, so that a tenant whose provider or ServiceTitan hangs leaves senders to the others. */
final class SenderShares {

    private final int most;
    private final Map<String, Integer> busy = new HashMap<>();

    /** @param most senders that one tenant has at a time */
    SenderShares(int most) {
        this.most = most;
    }

    /** @param claim is told of the tenants that have their share */
    synchronized List<OutboxMessage> take(Function<Set<String>, List<OutboxMessage>> claim) {
        Set<String> served = busy.entrySet().stream().filter(one -> one.getValue() >= most).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        List<OutboxMessage> taken = claim.apply(served);
        tenants(taken).forEach(tenant -> busy.merge(tenant, 1, Integer::sum));
        return taken;
    }

    synchronized void giveBack(Collection<OutboxMessage> taken) {
        tenants(taken).forEach(tenant -> busy.computeIfPresent(tenant, (any, count) -> count == 1 ? null : count - 1));
    }

    private static Set<String> tenants(Collection<OutboxMessage> messages) {
        return messages.stream().map(OutboxMessage::tenant).collect(Collectors.toSet());
    }
}
