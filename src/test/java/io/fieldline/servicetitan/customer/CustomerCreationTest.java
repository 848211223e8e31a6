package io.fieldline.servicetitan.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.sync.pair.WriteOutcome.Written;

/** How a customer of the other side becomes one of ServiceTitan. */
class CustomerCreationTest {

    private static final String CREATE = "crm/customers create";

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ofSeconds(1));

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", "Ada Byron");
        fields.put("address.street", "5 Mill Road");
        fields.put("address.city", "Austin");
        fields.put("address.state", "TX");
        fields.put("address.zip", "78701");
        fields.put("contacts[type=Email].value", "ada@example.com");
        fields.put("contacts[type=MobilePhone].value", "+15125550100");
        fields.put("contacts[type=Fax].value", null);
        fields.put("tags", List.of("VIP"));
        fields.put("customFields[name=Account number].value", "A-7");
        return fields;
    }

    private WriteOutcome create(Map<String, Object> fields) {
        return sandbox.side().write(List.of(new SideWrite(null, "sf:001", fields, null, null))).get(0);
    }

    @Test
    void createsTheCustomerWithOneLocationItsContactsAndTheOtherSidesId() {
        WriteOutcome outcome = create(fields());

        assertThat(outcome).isInstanceOf(Written.class);
        Written written = (Written) outcome;
        SideRecord record = sandbox.record(Long.parseLong(written.id()));
        assertThat(written.version()).isEqualTo(record.version());
        assertThat(record.otherId()).isEqualTo("sf:001");
        assertThat(record.fields()).containsEntry("name", "Ada Byron").containsEntry("type", "Residential")
                .containsEntry("tags", List.of("VIP"));
        assertThat(Values.at(record.fields(), "address.country")).isEqualTo("USA");
        assertThat(CustomerRecords.maps(record.fields().get("contacts"))).extracting(row -> row.get("type"))
                .containsExactly("Email", "MobilePhone");
        assertThat(CustomerRecords.maps(record.fields().get("customFields")).get(0)).containsEntry("value", "A-7");
        assertThat(sandbox.pauses).as("until the write shows").containsExactly(Duration.ofSeconds(2));
        assertThat(sandbox.requests()).containsEntry(CREATE, 1);
    }

    @Test
    void aWishNotToBeWrittenToIsSetAtOnce() {
        Map<String, Object> fields = fields();
        fields.put("contacts[type=Email].preferences.marketingUpdatesEnabled", false);

        Written written = (Written) create(fields);

        SideRecord record = sandbox.record(Long.parseLong(written.id()));
        assertThat(Values.at(CustomerRecords.maps(record.fields().get("contacts")).get(0),
                "preferences.marketingUpdatesEnabled")).isEqualTo(false);
    }

    @Test
    void isFoundByTheOtherSidesIdAlsoWhenItTakesAMomentToShow() {
        Written written = (Written) create(fields());
        sandbox.pauses.clear();

        assertThat(sandbox.side().findCreated("sf:001")).contains(written.id());
        assertThat(sandbox.pauses).isEmpty();
        assertThat(sandbox.side().findCreated("sf:002")).isEmpty();
        assertThat(sandbox.pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    @Test
    void isFoundWhereItWasMergedTo() {
        Written written = (Written) create(fields());
        sandbox.office("crm/customers", "{\"id\":" + written.id() + ",\"active\":false,\"mergedToId\":10000001}");
        sandbox.step(Duration.ofSeconds(5));

        assertThat(sandbox.side().findCreated(List.of("sf:001", "sf:002"))).containsOnly(Map.entry("sf:001", "10000001"));
    }

    @Test
    void doesNotSendAgainWhatMayHaveBeenCreated() {
        CustomerSide side = sandbox.side();
        sandbox.fault("truncated-body=1");
        Map<String, Object> plain = fields();
        plain.remove("tags");
        plain.remove("customFields[name=Account number].value");

        WriteOutcome outcome = side.write(List.of(new SideWrite(null, "sf:001", plain, null, null))).get(0);
        sandbox.fault("");

        assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.Later.class,
                later -> assertThat(later.reason()).contains("may have been created", "sf:001"));
        assertThat(sandbox.requests()).containsEntry(CREATE, 1);
        assertThat(side.findCreated("sf:001")).as("it was").isPresent();
    }

    @Test
    void refusesAnAddressThatIsNotFullAndSendsNothing() {
        Map<String, Object> fields = fields();
        fields.remove("address.street");
        fields.put("address.zip", " ");

        assertThat(create(fields)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.fields()).containsExactlyInAnyOrder("address.street", "address.zip");
            assertThat(refused.reason()).contains("full addresses only");
        });
        assertThat(sandbox.requests()).doesNotContainKey(CREATE);
    }

    @Test
    void refusesWhatItCannotCreateAsItIs() {
        Map<String, Object> fields = fields();
        fields.put("name", null);
        fields.put("tags", List.of("Never defined"));
        fields.put("active", false);
        fields.put("contacts[type=MobilePhone].phoneSettings.doNotText", true);

        assertThat(create(fields)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactlyInAnyOrder("name", "tags", "active",
                        "contacts[type=MobilePhone].phoneSettings.doNotText"));
        assertThat(sandbox.side().write(List.of(new SideWrite(null, "sf:1,2", fields(), null, State.ACTIVE))).get(0))
                .isInstanceOf(Refused.class);
        assertThat(sandbox.requests()).doesNotContainKey(CREATE);
    }

    @Test
    void passesOnWhatServiceTitanRefuses() {
        Map<String, Object> fields = fields();
        fields.put("contacts[type=Email].value", "nobody");

        assertThat(create(fields)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).contains("'nobody' is not valid");
            assertThat(refused.fields()).contains("contacts[type=Email].value");
        });
    }

    @Test
    void needsTheApplicationsGuid() {
        CustomerSide side = sandbox.side(Optional.empty());

        assertThatThrownBy(() -> side.write(List.of(new SideWrite(null, "sf:001", fields(), null, null))))
                .isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("Tenant acme: servicetitan.applicationGuid must be given");
        assertThat(sandbox.requests()).isEmpty();
        assertThatThrownBy(() -> side.findCreated("sf:001")).isInstanceOf(MisconfiguredException.class);
    }
}
