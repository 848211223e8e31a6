package io.fieldline.destination.hubspot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Duplicate;

/**
 * HubSpot lets one contact have an e-mail. Whose it is decides what a conflict means: a contact that is no customer's yet
 * may be this very person, a {@link Duplicate} with it as the candidate. Another customer's contact is not: the write is
 * refused for the field <code>contact.email</code>, and goes through without it, so that both customers keep their links.
 * Where companies stand for customers a contact's id is no record's, and every such conflict is of the second kind.
 */
final class SharedEmails {

    private static final String EMAIL = "email";

    private final HubSpotAccount account;
    private final ObjectReader objects;

    SharedEmails(HubSpotAccount account, ObjectReader objects) {
        this.account = account;
        this.objects = objects;
    }

    /** Puts the outcomes of writes that met another's e-mail right. */
    void settle(List<PendingWrite> writes) {
        List<PendingWrite> met = writes.stream().filter(write -> conflict(write) != null).toList();
        if (met.isEmpty()) {
            return;
        }
        Set<String> ids = new HashSet<>();
        met.forEach(write -> ids.addAll(conflict(write).candidates()));
        Map<String, String> customers = new HashMap<>();
        objects.byIds(CrmObject.CONTACT, ids, List.of(account.uniqueProperty()))
                .forEach(one -> customers.put(one.id(), one.value(account.uniqueProperty())));
        met.forEach(write -> {
            String holder = conflict(write).candidates().get(0);
            String customer = customers.getOrDefault(holder, "");
            boolean anothers = !customer.isEmpty() && !customer.equals(write.customer());
            if (anothers || account.hasCompanies()) {
                write.ends(new WriteOutcome.Refused("The e-mail is that of contact " + holder
                        + (anothers ? ", who is customer " + customer : ""), List.of(CrmObject.CONTACT.field(EMAIL))));
            }
        });
    }

    private static Duplicate conflict(PendingWrite write) {
        return write.outcome().filter(Duplicate.class::isInstance).map(Duplicate.class::cast)
                .filter(HubSpotFailures::isTakenEmail).orElse(null);
    }
}
