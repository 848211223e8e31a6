package io.fieldline.destination.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;
import io.fieldline.sync.pair.Crm.Activity;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Gone;
import io.fieldline.sync.pair.WriteOutcome.Written;
import io.fieldline.tenant.Connection;

/** What an account is asked and given beside records: fields, activities, properties of our own, its token. */
class HubSpotAccountWorkTest {

    private final LocalHubSpot local = LocalHubSpot.withContacts();

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void describesTheFieldsOfContactAndNote() {
        Map<String, SideField> fields = local.adapter().describe();

        assertThat(fields.get("contact.email").type()).isEqualTo(Type.EMAIL);
        assertThat(fields.get("contact.lifecyclestage").choices()).contains("customer", "lead");
        assertThat(fields.get("contact.hs_object_id").writable()).isFalse();
        assertThat(fields.get("contact.hs_email_optout").type()).isEqualTo(Type.BOOLEAN);
        assertThat(fields.get("note.hs_note_body").type()).isEqualTo(Type.LONG_TEXT);
        assertThat(fields).doesNotContainKey("company.name");
    }

    @Test
    void anActivityBecomesANoteAndTheSameKeyChangesIt() {
        String contact = local.created("1", Map.of("contact.lastname", "Ada"));

        WriteOutcome first = note("job-7", contact, "Boiler fixed");
        WriteOutcome other = note("job-8", contact, "Boiler broken");
        WriteOutcome again = note("job-7", contact, "Boiler fixed, 120 USD");

        assertThat(((Written) again).id()).isEqualTo(((Written) first).id()).isNotEqualTo(((Written) other).id());
        assertThat(local.standIn().rows("notes").values()).extracting(note -> note.get("hs_note_body"))
                .containsExactlyInAnyOrder("Boiler fixed, 120 USD", "Boiler broken");
        assertThat(local.standIn().associated("contacts", contact, "notes")).hasSize(2);
    }

    @Test
    void anActivityOfARecordThatIsGoneIsToldSo() {
        String contact = local.created("1", Map.of("contact.lastname", "Ada"));
        local.standIn().archive("contacts", contact);

        assertThat(note("job-7", contact, "Boiler fixed")).isEqualTo(new Gone());
    }

    @Test
    void makesThePropertiesThatAreMissing() {
        try (HubSpotStandIn empty = HubSpotStandIn.start(HubSpotSettings.usual().withoutLimits())) {
            HubSpot adapter = HubSpot.of(connection(empty, HubSpotSettings.TOKEN), Set.of("contact.email"), local::now);

            assertThat(adapter.missing(false)).hasSize(3).first().asString().contains("contact", "st_customer_id");
            assertThat(adapter.missing(true)).isEmpty();
            assertThat(adapter.missing(false)).isEmpty();
        }
    }

    @Test
    void aPropertyWithoutUniqueValuesWillNotDo() {
        try (HubSpotStandIn empty = HubSpotStandIn.start(HubSpotSettings.usual().withoutLimits())) {
            empty.addProperty("contacts", JsonNodeFactory.instance.objectNode().put("name", "st_customer_id")
                    .put("label", "Customer").put("type", "string").put("fieldType", "text")
                    .put("groupName", "contactinformation"));
            HubSpot adapter = HubSpot.of(connection(empty, HubSpotSettings.TOKEN), Set.of("contact.email"), local::now);

            assertThat(adapter.missing(true)).singleElement().asString().contains("must be one with unique values");
        }
    }

    @Test
    void theProbeAcceptsAGoodTokenAndNamesABadOne() {
        HubSpotProbe probe = new HubSpotProbe(local::now);

        assertThat(probe.problem(connection(local.standIn(), HubSpotSettings.TOKEN))).isEmpty();
        assertThat(probe.problem(connection(local.standIn(), "pat-old"))).get().asString().contains("401", "token")
                .doesNotContain("pat-old");
    }

    @Test
    void aTokenThatCannotBeSentIsNotQuoted() {
        HubSpotProbe probe = new HubSpotProbe(local::now);

        assertThatThrownBy(() -> probe.problem(connection(local.standIn(), "pat old")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("token").hasMessageNotContaining("pat");
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        Connection odd = new Connection("hubspot", HubSpotConnectionType.NAME, Map.of("token", "pat", "url", "hubspot"));

        assertThatThrownBy(() -> HubSpot.of(odd, Set.of(), local::now)).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("hubspot");
    }

    @Test
    void searchesKeepToTheirOwnLimit() {
        HubSpotSettings settings = new HubSpotSettings(0, HubSpotSettings.TOKEN, 0, 5, Duration.ZERO, true, true);
        try (HubSpotStandIn strict = HubSpotStandIn.start(settings, local::now)) {
            HubSpot adapter = HubSpot.of(connection(strict, HubSpotSettings.TOKEN), Set.of("contact.email"), local::now);
            String position = adapter.changes(null).next();
            for (int look = 0; look < 8; look++) {
                position = adapter.changes(position).next();
            }

            assertThat(strict.calls()).containsEntry("POST contacts/search", 8L);
        }
    }

    private WriteOutcome note(String key, String contact, String text) {
        return local.adapter().writeActivities(List.of(new Activity(key, contact, "1", local.now(),
                Map.of("note.hs_note_body", text)))).get(0);
    }

    private static Connection connection(HubSpotStandIn standIn, String token) {
        return new Connection("hubspot", HubSpotConnectionType.NAME, Map.of("token", token, "url", standIn.url().toString()));
    }
}
