package io.fieldline.destination.hubspot;

import static io.fieldline.destination.hubspot.LocalHubSpot.changes;
import static io.fieldline.destination.hubspot.LocalHubSpot.creates;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.sync.pair.WriteOutcome.Stale;
import io.fieldline.sync.pair.WriteOutcome.Written;

class HubSpotCompaniesTest {

    private final LocalHubSpot local = LocalHubSpot.withCompanies();

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void aCustomerBecomesACompanyWithItsContact() {
        String id = local.created("1", Map.of("company.name", "Ada Ltd", "company.numberofemployees", new BigDecimal("12"),
                "contact.email", "ada@example.com"));

        SideRecord record = local.read(id);

        assertThat(record.otherId()).isEqualTo("1");
        assertThat(record.fields()).containsEntry("company.name", "Ada Ltd")
                .containsEntry("company.numberofemployees", new BigDecimal("12"))
                .containsEntry("contact.email", "ada@example.com");
        String contact = local.standIn().rows("contacts").keySet().iterator().next();
        assertThat(local.standIn().associated("companies", id, "contacts")).containsExactly(contact);
        assertThat(local.standIn().rows("contacts").get(contact)).containsEntry("st_customer_id", "1");
    }

    @Test
    void aHundredOfThemTakeThreeCalls() {
        // The properties are asked for once.
        local.adapter().describe();
        local.standIn().forgetCalls();
        List<WriteOutcome> outcomes = local.adapter().write(IntStream.range(0, 100).mapToObj(number -> creates("c" + number,
                Map.of("company.name", "Ada Ltd", "contact.lastname", "Ada"))).toList());

        assertThat(outcomes).allMatch(Written.class::isInstance);
        assertThat(local.standIn().calls().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
    }

    @Test
    void aCompanyWithoutAContactTakesOneWhenThereIsSomethingToSay() {
        String id = local.created("1", Map.of("company.name", "Ada Ltd"));
        assertThat(local.standIn().rows("contacts")).isEmpty();

        WriteOutcome outcome = local.write(changes(local.read(id), "1", Map.of("contact.lastname", "Ada")));

        assertThat(outcome).isInstanceOf(Written.class);
        assertThat(local.read(id).fields()).containsEntry("contact.lastname", "Ada");
        assertThat(local.standIn().associated("companies", id, "contacts")).hasSize(1);
    }

    @Test
    void aCompanyMadeByAPersonComesWithTheContactLinkedToIt() {
        String company = local.standIn().create("companies", Map.of("name", "Ada Ltd"));
        String contact = local.standIn().create("contacts", Map.of("email", "ada@example.com"));
        local.standIn().associate("contacts", contact, "companies", company);

        SideRecord record = local.read(company);
        assertThat(record.otherId()).isNull();
        assertThat(record.fields()).containsEntry("contact.email", "ada@example.com");

        assertThat(local.write(changes(record, "9", Map.of()))).isInstanceOf(Written.class);
        assertThat(local.standIn().rows("companies").get(company)).containsEntry("st_customer_id", "9");
        assertThat(local.standIn().rows("contacts").get(contact)).containsEntry("st_customer_id", "9");
    }

    @Test
    void anEditOfTheContactIsAChangeOfTheCompany() {
        String id = local.created("1", Map.of("company.name", "Ada Ltd", "contact.lastname", "Ada"));
        String position = settled();
        SideRecord before = local.read(id);
        local.standIn().edit("contacts", local.standIn().rows("contacts").keySet().iterator().next(),
                Map.of("lastname", "Lovelace"));

        Changes companies = local.adapter().changes(position);
        Changes contacts = local.adapter().changes(companies.next());

        assertThat(contacts.more()).isFalse();
        assertThat(contacts.records()).extracting(SideRecord::id).containsExactly(id);
        assertThat(local.write(changes(before, "1", Map.of("company.name", "Ada Inc")))).isEqualTo(new Stale());
    }

    @Test
    void anEmailThatAnotherContactHasLeavesTheCompanyUnwritten() {
        local.standIn().create("contacts", Map.of("email", "ada@example.com"));

        WriteOutcome outcome = local.write(creates("1", Map.of("company.name", "Ada Ltd", "contact.email",
                "ada@example.com")));

        assertThat(outcome).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("contact.email"));
        assertThat(local.standIn().rows("companies")).isEmpty();
    }

    private String settled() {
        Changes changes = local.adapter().changes(null);
        local.passes(Duration.ofMinutes(10));
        do {
            changes = local.adapter().changes(changes.next());
        } while (changes.more());
        local.passes(Duration.ofMinutes(10));
        return changes.next();
    }
}
