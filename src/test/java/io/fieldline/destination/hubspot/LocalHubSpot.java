package io.fieldline.destination.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.tenant.Connection;

/** A local HubSpot, an adapter that talks to it, and a clock that both go by. */
final class LocalHubSpot implements AutoCloseable {

    static final Set<String> FIELDS = Set.of("contact.email", "contact.firstname", "contact.lastname", "contact.phone",
            "contact.lifecyclestage", "company.name", "company.phone", "company.numberofemployees");

    private final HubSpotStandIn standIn;
    private final HubSpot adapter;
    private Instant now = Instant.parse("2026-03-02T15:00:00Z");

    private LocalHubSpot(HubSpotSettings settings, String object) {
        InstantSource time = () -> now;
        standIn = HubSpotStandIn.start(settings, time);
        adapter = new HubSpot(HubSpotAccount.of(connection(object)), FIELDS, time, Duration.ofMinutes(5),
                Duration.ofMinutes(5));
        adapter.missing(true);
        standIn.forgetCalls();
    }

    static LocalHubSpot withContacts() {
        return new LocalHubSpot(HubSpotSettings.usual().withoutLimits(), "contact");
    }

    static LocalHubSpot withCompanies() {
        return new LocalHubSpot(HubSpotSettings.usual().withoutLimits(), "company");
    }

    static LocalHubSpot with(HubSpotSettings settings) {
        return new LocalHubSpot(settings, "contact");
    }

    Connection connection(String object) {
        return new Connection("hubspot", HubSpotConnectionType.NAME, Map.of("token", HubSpotSettings.TOKEN, "url",
                standIn.url().toString(), "object", object, "callsPerTenSeconds", 1_000_000L));
    }

    HubSpotStandIn standIn() {
        return standIn;
    }

    HubSpot adapter() {
        return adapter;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    WriteOutcome write(SideWrite write) {
        return adapter.write(List.of(write)).get(0);
    }

    SideRecord read(String id) {
        return adapter.read(List.of(id)).get(0);
    }

    /** Creates a customer's record; its id. */
    String created(String customer, Map<String, Object> fields) {
        return ((WriteOutcome.Written) write(creates(customer, fields))).id();
    }

    static SideWrite creates(String customer, Map<String, Object> fields) {
        return new SideWrite(null, customer, fields, null, null);
    }

    static SideWrite changes(SideRecord record, String customer, Map<String, Object> fields) {
        return new SideWrite(record.id(), customer, fields, record.version(), null);
    }

    static Map<String, Object> emptied(String field) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(field, null);
        return fields;
    }

    @Override
    public void close() {
        standIn.close();
    }
}
