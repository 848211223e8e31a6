package io.fieldline.destination.hubspot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;

/**
 * What stands for one customer: a contact, or a company and its contact.
 *
 * @param person the company's contact; null where there is none, and where the contact itself is the record
 */
record CustomerRecord(CrmObject kind, HubSpotObject main, HubSpotObject person) {

    static final String INACTIVE = "inactive";
    static final String ACTIVE = "active";

    String id() {
        return main.id();
    }

    Optional<HubSpotObject> of(CrmObject object) {
        return Optional.ofNullable(object == kind ? main : object == CrmObject.CONTACT ? person : null);
    }

    /** The times of the last change, of both objects where there are two. */
    String version() {
        return version(main.modifiedOn(), person == null ? null : person.modifiedOn());
    }

    static String version(Instant main, Instant person) {
        return main.toEpochMilli() + (person == null ? "" : "/" + person.toEpochMilli());
    }

    SideRecord side(HubSpotAccount account, PropertyCatalogue catalogue) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<String, Instant> parts = new LinkedHashMap<>();
        for (CrmObject object : account.hasCompanies()
                ? new CrmObject[]{CrmObject.COMPANY, CrmObject.CONTACT }
                : new CrmObject[]{CrmObject.CONTACT }) {
            Optional<HubSpotObject> part = of(object);
            part.ifPresent(one -> catalogue.shown(object).forEach(property -> fields.put(object.field(property),
                    PropertyValues.read(one.value(property), catalogue.type(object, property)))));
            part.filter(one -> account.hasCompanies()).ifPresent(one -> parts.put(object.word() + ".", one.modifiedOn()));
        }
        Instant modified = person != null && person.modifiedOn().isAfter(main.modifiedOn())
                ? person.modifiedOn()
                : main.modifiedOn();
        String customer = main.value(account.uniqueProperty());
        State state = main.archivedOn() != null
                ? State.DELETED
                : main.value(account.statusProperty()).equals(INACTIVE) ? State.INACTIVE : State.ACTIVE;
        return new SideRecord(main.id(), fields, version(), modified, parts, customer.isEmpty() ? null : customer, state,
                null);
    }
}
