package io.fieldline.outreach.writeback;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.writeback.ContactDesk.ContactRow;
import io.fieldline.outreach.writeback.WriteBack.State;
import io.fieldline.outreach.writeback.WriteBackRules.OptOuts;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.MessageSettings.Mode;
import io.fieldline.tenant.Tenant;

/**
 * Tells ServiceTitan who wants no more messages: read, kept as it was, changed, read back. Whether a number must not be
 * texted is no field that its API can set, so that is never said.
 */
final class OptOutWriting {

    private static final String MARKETING = "marketingUpdatesEnabled";
    private static final String CONTACTS = "contacts";
    private static final String TAG = "tag";
    private static final String TAGGED = "tagged";
    private static final int MOST_CUSTOMERS = 50;

    private final WriteBackStore store;
    private final ContactDesk desk;
    private final InstantSource clock;

    OptOutWriting(WriteBackStore store, ContactDesk desk, InstantSource clock) {
        this.store = store;
        this.desk = desk;
        this.clock = clock;
    }

    WriteBack carryOut(Tenant tenant, WriteBack wish) {
        boolean address = wish.key().contains("@");
        Optional<WriteBackRules> rules = WriteBackRules.ofOptOuts(tenant, address);
        if (!wish.wanted()) {
            return takeBack(tenant, wish);
        }
        if (rules.isEmpty()) {
            return ended(wish, State.NOTHING, "the tenant's connections say optOuts: none");
        }
        if (redirectsTo(tenant.messages(), wish.key())) {
            return ended(wish, State.NOTHING, "messages are redirected to this " + (address ? "address" : "number")
                    + ", so no customer asked for it");
        }
        List<ContactRow> contacts = contacts(tenant, wish);
        if (contacts.isEmpty()) {
            return ended(wish, State.NOTHING, "no contact in ServiceTitan has this " + (address ? "address" : "number"));
        }
        return rules.get().optOuts() == OptOuts.TAG
                ? tag(tenant, wish, contacts, rules.get().tag())
                : prefer(tenant, wish, contacts, address ? List.of(MARKETING) : desk.preferenceNames());
    }

    private static boolean redirectsTo(MessageSettings settled, String recipient) {
        return settled.mode() == Mode.REDIRECT
                && settled.redirect().values().stream().anyMatch(recipient::equalsIgnoreCase);
    }

    private List<ContactRow> contacts(Tenant tenant, WriteBack wish) {
        return desk.contacts(tenant, wish.key(), store.customersAt(tenant.name(), wish.key(), MOST_CUSTOMERS));
    }

    private WriteBack ended(WriteBack wish, State how, String why) {
        return wish.ended(how, why, clock.instant());
    }

    private WriteBack prefer(Tenant tenant, WriteBack wish, List<ContactRow> contacts, List<String> off) {
        WriteBack keeping = wish;
        for (ContactRow contact : contacts) {
            if (!isOff(contact, off)) {
                Map<String, Object> before = new LinkedHashMap<>(part(keeping, CONTACTS));
                // A second attempt finds its own doing: what was there before the first one stays.
                before.putIfAbsent(contact.name(), contact.preferences());
                keeping = keep(keeping, CONTACTS, before);
                Map<String, Boolean> all = whole(contact);
                off.forEach(name -> all.put(name, false));
                desk.prefer(tenant, contact, all);
            }
        }
        contacts(tenant, wish).stream().filter(contact -> !isOff(contact, off)).findFirst().ifPresent(contact -> {
            throw new RetryLaterException("ServiceTitan does not show the preferences of contact " + contact.id()
                    + " as they were written", null);
        });
        return ended(keeping, State.DONE, "");
    }

    private static boolean isOff(ContactRow contact, List<String> names) {
        return names.stream().allMatch(name -> Boolean.FALSE.equals(contact.preferences().get(name)));
    }

    /** ServiceTitan takes preferences as a whole; of one that was never set nothing was refused. */
    private Map<String, Boolean> whole(ContactRow contact) {
        Map<String, Boolean> all = new LinkedHashMap<>();
        desk.preferenceNames().forEach(name -> all.put(name, contact.preferences().getOrDefault(name, true)));
        return all;
    }

    private WriteBack tag(Tenant tenant, WriteBack wish, List<ContactRow> contacts, String tag) {
        Set<Long> customers = customers(contacts);
        Set<Long> bearing = desk.tagged(tenant, customers, tag);
        WriteBack keeping = wish;
        for (long customer : customers) {
            if (!bearing.contains(customer)) {
                List<Object> tagged = new ArrayList<>(
                        keeping.kept().get(TAGGED) instanceof List<?> before ? before : List.of());
                tagged.add(customer);
                keeping = keep(keep(keeping, TAG, tag), TAGGED, tagged);
                desk.tag(tenant, customer, tag, true);
            }
        }
        if (!desk.tagged(tenant, customers, tag).containsAll(customers)) {
            throw new RetryLaterException("ServiceTitan does not show the tag " + tag + " where it was set", null);
        }
        return ended(keeping, State.DONE, "");
    }

    private static Set<Long> customers(List<ContactRow> contacts) {
        return contacts.stream().map(ContactRow::customerId).collect(Collectors.toSet());
    }

    /** Nothing is changed before it is kept how it was. */
    private WriteBack keep(WriteBack wish, String name, Object value) {
        Map<String, Object> kept = new LinkedHashMap<>(wish.kept());
        kept.put(name, value);
        WriteBack keeping = wish.keeping(kept, clock.instant());
        if (!store.settle(keeping)) {
            throw new RetryLaterException("Something else is wanted meanwhile", null);
        }
        return keeping;
    }

    /** Visits and invoices as they were before; marketing needs a new consent, here as there. */
    private WriteBack takeBack(Tenant tenant, WriteBack wish) {
        Map<String, Object> before = part(wish, CONTACTS);
        for (ContactRow contact : before.isEmpty() ? List.<ContactRow>of() : contacts(tenant, wish)) {
            if (before.get(contact.name()) instanceof Map<?, ?> then) {
                Map<String, Boolean> all = whole(contact);
                List<String> back = all.keySet().stream().filter(name -> !name.equals(MARKETING) && !all.get(name)
                        && !Boolean.FALSE.equals(then.get(name))).toList();
                if (!back.isEmpty()) {
                    back.forEach(name -> all.put(name, true));
                    desk.prefer(tenant, contact, all);
                    requireBack(tenant, wish, contact, back);
                }
            }
        }
        if (wish.kept().get(TAGGED) instanceof List<?> tagged && wish.kept().get(TAG) instanceof String tag) {
            untag(tenant, tagged.stream().map(id -> ((Number) id).longValue()).collect(Collectors.toSet()), tag);
        }
        return ended(wish.keeping(Map.of(), clock.instant()), State.DONE, "");
    }

    private void requireBack(Tenant tenant, WriteBack wish, ContactRow changed, List<String> names) {
        boolean shown = contacts(tenant, wish).stream().filter(contact -> contact.name().equals(changed.name()))
                .allMatch(contact -> names.stream().allMatch(name -> Boolean.TRUE.equals(contact.preferences().get(name))));
        if (!shown) {
            throw new RetryLaterException("ServiceTitan does not show the preferences of contact " + changed.id()
                    + " as they were written", null);
        }
    }

    private void untag(Tenant tenant, Set<Long> customers, String tag) {
        desk.tagged(tenant, customers, tag).forEach(customer -> desk.tag(tenant, customer, tag, false));
        if (!desk.tagged(tenant, customers, tag).isEmpty()) {
            throw new RetryLaterException("ServiceTitan still shows the tag " + tag + " where it was taken off", null);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(WriteBack wish, String name) {
        return wish.kept().get(name) instanceof Map<?, ?> part ? (Map<String, Object>) part : Map.of();
    }
}
