package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.fieldline.agent.tool.Mention;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;

/** Whoever may not see names does not find them in sentences either; whoever may is told whom a plan is about. */
class PersonsInSentencesTest {

    private static final String NAME = "Markername Seedling";
    private static final String PLACE = "Markerplace Seedling";
    private static LocalDesk desk;
    private static long customer;
    private static long location;

    @BeforeAll
    static void start() {
        desk = new LocalDesk();
        customer = 10_000_006;
        desk.office("crm/customers", "{'id': " + customer + ", 'name': '" + NAME + "'}");
        location = desk.rows("crm/locations").stream().filter(row -> row.path("customerId").longValue() == customer).findFirst()
                .orElseThrow().path("id").longValue();
        desk.office("crm/locations", "{'id': " + location + ", 'name': '" + PLACE + "'}");
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static String hidden(String text) {
        return Mention.resolved(text, (kind, value) -> "[" + kind + "]");
    }

    private static String clear(String text) {
        return Mention.resolved(text, (kind, value) -> value);
    }

    private static List<String> sentences(Proposal proposal) {
        List<String> sentences = new ArrayList<>(proposal.sideEffects());
        sentences.add(proposal.summary());
        sentences.add(proposal.undo());
        return sentences;
    }

    @Test
    void whatIsChangedOfACustomerIsSaidWithItsName() {
        String who = "'customer': '" + NAME + "'";
        String place = "'street': '9 Oak', 'city': 'Aurora', 'state': 'IL', 'zip': '60502'";
        String tag = desk.row("settings/tag-types", 502).path("name").asText();
        for (String arguments : List.of("'action': 'update', 'doNotMail': true",
                "'action': 'add_location', 'name': '" + NAME + "', " + place,
                "'action': 'add_contact', 'email': 'marker@example.com'",
                "'action': 'add_note', 'note': 'Call before noon'", "'action': 'add_tags', 'tags': ['" + tag + "']")) {
            Proposal proposal = desk.propose("change_customer", "{" + who + ", " + arguments + "}");
            assertThat(sentences(proposal)).allSatisfy(text -> assertThat(hidden(text)).doesNotContainIgnoringCase("marker"));
            assertThat(clear(proposal.summary())).contains("customer " + NAME + " (" + customer + ")");
        }
        Proposal moved = desk.propose("change_customer",
                "{" + who + ", 'action': 'update_location', 'location': '" + location + "', 'street': '9 Oak'}");
        assertThat(hidden(moved.summary())).isEqualTo("Changes location [name] (" + location + ").");
        Proposal made = desk.propose("change_customer", "{'action': 'create', 'name': '" + NAME + "', " + place + "}");
        assertThat(sentences(made)).allSatisfy(text -> assertThat(hidden(text)).doesNotContainIgnoringCase("marker"));
        assertThat(hidden(made.sideEffects().toString())).contains("Another customer has this name: " + customer);
    }

    @Test
    void aNameThatFitsNobodyOrSeveralIsRefusedWithoutSayingItToThoseWhoMayNotSeeIt() {
        String unknown = refused("Markername Nobody");
        assertThat(hidden(unknown)).isEqualTo("No customer fits '[name]'.");
        assertThat(clear(unknown)).isEqualTo("No customer fits 'Markername Nobody'.");

        desk.office("crm/customers", "{'id': 10000007, 'name': '" + NAME + "'}");
        try {
            assertThat(hidden(refused(NAME)))
                    .isEqualTo("2 records fit as customer '[name]'. Ask again with the id of the one that is meant.");
        } finally {
            desk.office("crm/customers", "{'id': 10000007, 'name': 'Somebody else'}");
        }
        assertThat(hidden(refused("marker@example.com"))).doesNotContainIgnoringCase("marker");
        assertThat(hidden(refused("+13125550777"))).doesNotContain("0777");
    }

    private static String refused(String who) {
        return catchThrowableOfType(RefusedCallException.class,
                () -> desk.propose("change_customer", "{'action': 'update', 'customer': '" + who + "', 'doNotMail': true}"))
                .getMessage();
    }
}
