package io.fieldline.ops;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.Subject;
import io.fieldline.outreach.Suppression;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Tenant;

class MessageVerbsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(NOON);
    private static final FixedTenants TENANTS = new FixedTenants(
            new Tenant("acme", "Acme", ZoneId.of("UTC"), null, Map.of(), Map.of()));

    @TempDir
    Path temporary;

    private StateStore store;
    private OutreachStores stores;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, CLOCK);
        stores = store.outreach();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode run(Verb verb, ObjectNode arguments) {
        return verb.run(arguments, line -> {
        });
    }

    private ObjectNode list(ObjectNode arguments) {
        return run(new Messages(stores.outbox(), store.writeBacks(), store.enrollments()), arguments);
    }

    private ObjectNode cancel(ObjectNode arguments) {
        return run(new CancelMessages(stores, store.enrollments(), CLOCK), arguments);
    }

    private ObjectNode consent(ObjectNode arguments) {
        return run(new AddConsent(stores, TENANTS, CLOCK), arguments);
    }

    private static ObjectNode given(String number, String date) {
        return arguments().put("tenant", "acme").put("number", number).put("source", "booking page").put("date", date);
    }

    private OutboxMessage planned(long job, long customer) {
        return planned(io.fieldline.outreach.Messages.request(job, customer), ADA);
    }

    private OutboxMessage planned(MessageRequest request, String address) {
        OutboxMessage message = io.fieldline.outreach.Messages.scheduled(request, address, NOON);
        assertThat(stores.outbox().plan(message)).isTrue();
        return message;
    }

    private OutboxMessage handedOver(long job, long customer) {
        OutboxMessage message = planned(job, customer);
        Lease lease = new Lease("worker", NOON.plusSeconds(90));
        OutboxMessage claimed = stores.outbox().claim(lease, NOON, 1, Set.of()).get(0);
        assertThat(stores.outbox().begin(claimed, io.fieldline.outreach.Messages.outgoing(claimed, "Thank you"), lease, NOON))
                .isTrue();
        return message;
    }

    @Test
    void aListShowsWhoIsMessagedWithTheNumberMasked() {
        planned(1, 7);
        planned(new MessageRequest(io.fieldline.outreach.Messages.key("other-flow", 2), MessageKind.MARKETING,
                ChannelKind.EMAIL, "email", "renewal", 8, OptionalLong.empty(), NOON, NOON, Map.of()), "ada@customer.example");

        ObjectNode all = list(arguments());

        assertThat(all.path("ok").asBoolean()).isTrue();
        assertThat(all.toString()).doesNotContain(ADA, "ada@customer");
        assertThat(all.path("rows").findValuesAsText("recipient")).containsExactlyInAnyOrder("…0101", "a…@customer.example");
        assertThat(list(arguments().put("customer", 7)).path("rows").findValuesAsText("subject")).containsExactly("job/1");
        assertThat(list(arguments().put("flow", "other-flow")).path("rows").findValuesAsText("event")).hasSize(1);
        assertThat(list(arguments().put("state", "Scheduled")).path("rows")).hasSize(2);
        assertThat(list(arguments().put("state", "delivered")).path("rows")).isEmpty();
        assertThat(list(arguments().put("tenant", "other")).path("rows")).isEmpty();
        assertThat(list(arguments().put("reveal", true)).path("rows").findValuesAsText("recipient")).contains(ADA);
        assertThatThrownBy(() -> list(arguments().put("state", "lost"))).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("--state must be one of scheduled, sending, accepted");
    }

    @Test
    void oneMessageIsShownWithItsTextAndLength() {
        OutboxMessage message = handedOver(1, 7);

        ObjectNode row = (ObjectNode) list(arguments().put("token", message.token())).path("rows").get(0);

        assertThat(row.path("text").asText()).isEqualTo("Thank you");
        assertThat(row.path("segments").asInt()).isEqualTo(1);
        assertThat(row.path("recipient").asText()).isEqualTo("…0101");
        assertThat(row.path("state").asText()).isEqualTo("sending");
        assertThatThrownBy(() -> list(arguments().put("token", "nothing"))).isInstanceOf(MisconfiguredException.class)
                .hasMessage("There is no message nothing");
    }

    @Test
    void aMessageIsTakenBackUntilItIsHandedOver() {
        OutboxMessage under = handedOver(1, 7);
        OutboxMessage waiting = planned(2, 8);

        ObjectNode taken = cancel(arguments().put("token", waiting.token()));
        assertThat(taken.path("ok").asBoolean()).isTrue();
        assertThat(stores.outbox().find(waiting.token()).orElseThrow())
                .matches(message -> message.state() == OutboxState.CANCELLED && message.reason().equals("taken-back"));

        ObjectNode late = cancel(arguments().put("token", under.token()));
        assertThat(late.path("ok").asBoolean()).isFalse();
        assertThat(late.path("rows").get(0).path("outcome").asText()).startsWith("too late");
        assertThat(cancel(arguments().put("token", waiting.token())).path("rows").get(0).path("outcome").asText())
                .isEqualTo("nothing to take back");
    }

    @Test
    void allAboutAJobIsTakenBackAlsoWhatIsAboutItsAppointments() {
        OutboxMessage review = planned(4711, 7);
        OutboxMessage visit = planned(new MessageRequest(
                new MessageKey("acme", "status", "technician-arrived", Subject.of("appointment", 12)), MessageKind.VISIT,
                ChannelKind.SMS, "twilio", "arrived", 7, OptionalLong.empty(), NOON, NOON, Map.of("jobId", 4711L)), ADA);
        OutboxMessage other = planned(4712, 7);

        ObjectNode result = cancel(arguments().put("tenant", "acme").put("job", 4711));

        assertThat(result.path("rows").findValuesAsText("token")).containsExactlyInAnyOrder(review.token(), visit.token());
        assertThat(stores.outbox().find(other.token()).orElseThrow().state()).isEqualTo(OutboxState.SCHEDULED);
    }

    @Test
    void takingBackACustomersMessagesEndsTheSequencesToo() {
        OutboxMessage message = planned(1, 7);
        Subject membership = new Subject("membership", 12, "2026-12-31");
        stores.sequences().enrol(new SequenceProcess("acme", "renewal", membership, 7, OptionalLong.empty(), NOON, 0, NOON, 0,
                SequenceProcess.State.RUNNING, "", NOON, Map.of()));

        ObjectNode result = cancel(arguments().put("tenant", "acme").put("customer", 7));

        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(result.path("rows").findValuesAsText("outcome")).containsExactlyInAnyOrder("ended", "taken back");
        assertThat(stores.outbox().find(message.token()).orElseThrow().state()).isEqualTo(OutboxState.CANCELLED);
        assertThat(stores.sequences().find("acme", "renewal", membership).orElseThrow().state())
                .isEqualTo(SequenceProcess.State.STOPPED);
        assertThat(cancel(arguments().put("tenant", "acme").put("customer", 99)).path("rows")).isEmpty();
    }

    @Test
    void anEnrolmentIsEnrolledUntilItEndsAndIsNeverSaidToBeSent() {
        OutboxMessage message = enrolled(12);
        assertThat(list(arguments()).path("rows").findValuesAsText("state")).containsExactly("enrolled");
        assertThat(list(arguments().put("state", "enrolled")).path("rows")).hasSize(1);
        assertThat(list(arguments().put("state", "accepted")).path("rows")).isEmpty();

        ObjectNode taken = cancel(arguments().put("token", message.token()));
        assertThat(taken.path("ok").asBoolean()).isTrue();
        assertThat(taken.path("rows").get(0).path("outcome").asText()).isEqualTo("is let go by the CRM's workflow");
        JsonNode row = list(arguments().put("state", "ending")).path("rows").get(0);
        assertThat(row.path("reason").asText()).isEqualTo("taken-back");
        assertThat(list(arguments().put("token", message.token())).path("rows").findValuesAsText("state"))
                .containsExactly("ending");
    }

    @Test
    void takingBackACustomersMessagesLetsItsContactGo() {
        OutboxMessage message = enrolled(12);
        assertThat(cancel(arguments().put("tenant", "acme").put("customer", 7)).path("rows").findValuesAsText("token"))
                .containsExactly(message.token());
        assertThat(store.enrollments().due(NOON, 9)).hasSize(1);
    }

    private OutboxMessage enrolled(long membership) {
        MessageRequest request = new MessageRequest(
                new MessageKey("acme", "renewal", "renewal-1", new Subject("membership", membership, "2026-12-31")),
                MessageKind.MARKETING, ChannelKind.ENROLLMENT, "crm", "renewal", 7, OptionalLong.empty(), NOON, NOON, Map.of());
        OutboxMessage message = planned(request, "ada@customer.example");
        Lease lease = new Lease("worker", NOON.plusSeconds(90));
        OutboxMessage claimed = stores.outbox().claim(lease, NOON, 1, Set.of()).get(0);
        stores.outbox().begin(claimed, io.fieldline.outreach.Messages.outgoing(claimed, ""), lease, NOON);
        stores.outbox().report(new DeliveryReport(Optional.of(message.token()), "101", DeliveryState.ACCEPTED, "", "",
                Suppression.NONE, NOON));
        return message;
    }

    @Test
    void whatIsToBeTakenBackIsNamedInOneWay() {
        assertThatThrownBy(() -> cancel(arguments())).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("one of the three");
        assertThatThrownBy(() -> cancel(arguments().put("tenant", "acme").put("job", 1).put("customer", 2)))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("one of the three");
        assertThatThrownBy(() -> cancel(arguments().put("job", 1))).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("--tenant is missing");
    }

    @Test
    void aWrittenConsentIsRecordedForTheNumberInOneSpelling() {
        ObjectNode result = consent(given("(512) 555-0101", "2026-05-01").put("customer", 7));

        assertThat(result.path("ok").asBoolean()).isTrue();
        assertThat(result.path("rows").get(0).path("outcome").asText()).isEqualTo("recorded");
        assertThat(result.toString()).doesNotContain("5550101");
        assertThat(stores.consents().find("acme", ADA)).contains(
                new WrittenConsent("acme", ADA, 7, "booking page", java.time.Instant.parse("2026-05-01T00:00:00Z")));
    }

    @Test
    void aConsentFromBeforeAStopIsNoneAndALaterOneSaysThatTheNumberIsStillBlocked() {
        stores.blocked().block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON.minusSeconds(3600)));

        assertThatThrownBy(() -> consent(given(ADA, "2026-05-31"))).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("asked to stop on 2026-06-01T16:00:00Z");
        assertThat(stores.consents().find("acme", ADA)).isEmpty();
        assertThat(consent(given(ADA, "2026-06-01T16:30:00Z")).path("rows").get(0).path("outcome").asText())
                .contains("nothing is sent all the same");
    }

    @Test
    void aConsentThatCannotBeRightIsRefusedByName() {
        assertThatThrownBy(() -> consent(given("123", "2026-05-01"))).hasMessageContaining("--number must be");
        assertThatThrownBy(() -> consent(given(ADA, "2026-07-01"))).hasMessageContaining("--date is when");
        assertThatThrownBy(() -> consent(given(ADA, "soon"))).hasMessageContaining("--date must be a date");
        assertThatThrownBy(() -> consent(given(ADA, "2026-05-01").put("tenant", "nobody")))
                .hasMessageContaining("no tenant nobody");
        assertThatThrownBy(() -> consent(given(ADA, "2026-05-01").put("source", " "))).hasMessageContaining("--source");
    }
}
