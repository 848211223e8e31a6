package io.fieldline.ledger.told;

import static io.fieldline.ledger.told.LedgerDocuments.invoice;
import static io.fieldline.ledger.told.LedgerDocuments.key;
import static io.fieldline.ledger.told.LedgerDocuments.posted;
import static io.fieldline.ledger.told.LedgerDocuments.voided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.told.ExportDesk.Stage;
import io.fieldline.ledger.told.Telling.State;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

class TellingsTest {

    private static final long JOB = 4711;
    private static final Map<String, Object> MARKED = Map.of("markExported", "marked", "noteOnJob", "off");
    private static final Map<String, Object> EXPORT_ID = Map.of("markExported", "export-id", "noteOnJob", "off");
    private static final Map<String, Object> ON_JOBS = Map.of("markExported", "off", "noteOnJob", "external-data");
    private static final Map<String, Object> NOTES = Map.of("markExported", "off", "noteOnJob", "note");

    @TempDir
    Path temporary;

    private final RecordedDesks desks = new RecordedDesks();
    private Instant now = Instant.parse("2026-10-05T12:00:00Z");
    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Tenant tenant(Map<String, Object> settings, Optional<String> guid) {
        Map<String, Object> values = new HashMap<>(settings);
        values.put("connection", "books");
        ServiceTitanAccount account = new ServiceTitanAccount(Environment.SANDBOX, 1, Secret.literal("k"), "id",
                Secret.literal("s"), Environment.SANDBOX.apiUrl(), Environment.SANDBOX.authUrl(), 60, false, Optional.empty(),
                guid);
        return new Tenant("acme", "Acme", ZoneId.of("UTC"), account, Map.of(),
                Map.of("invoice-to-books", new FlowSettings("invoice-to-books", Duration.ofMinutes(1), values)));
    }

    /** A turn of a process that knows nothing but the store; what was kept a moment ago has settled by then. */
    private void turn(Map<String, Object> settings) {
        Tellings tellings = new Tellings(new FixedTenants(tenant(settings, Optional.of("guid"))), store.ledger(),
                store.tellings(), new Tellings.Desks(desks, desks, desks), () -> now);
        tellings.run("acme");
        now = now.plusSeconds(10);
        tellings.run("acme");
    }

    private void keep(LedgerEntry... entries) {
        store.ledger().keep(List.of(entries));
    }

    private Telling telling(DocumentKey key) {
        return store.tellings().list("acme", null, 1_000).stream().filter(one -> one.key().equals(key)).findFirst()
                .orElseThrow();
    }

    private static DocumentKey payment(long id) {
        return key(DocumentKind.PAYMENT, id);
    }

    @Test
    void documentsAreMarkedOnceWithTheIdAndNumberOfTheBooks() {
        keep(posted(invoice(1), "11", "1001"), posted(payment(2), "12", "P2"),
                posted(key(DocumentKind.CREDIT_MEMO, 3), "13", "C3"));
        List.of(1L, 2L, 3L).forEach(id -> desks.document(id, Stage.POSTED));
        turn(MARKED);
        turn(MARKED);

        assertThat(desks.marked).containsExactly("INVOICE 1 11/1001", "PAYMENT 2 12/P2", "CREDIT_MEMO 3 13/C3");
        assertThat(store.tellings().list("acme", null, 9)).extracting(Telling::state, Telling::told)
                .containsExactlyInAnyOrder(tuple(State.DONE, "11/1001"), tuple(State.DONE, "12/P2"),
                        tuple(State.DONE, "13/C3"));
    }

    @Test
    void aCorrectionAndADocumentThatWasMadeAnewAreToldAgain() {
        keep(posted(invoice(1), "11", "1001"));
        desks.document(1, Stage.POSTED);
        turn(MARKED);
        keep(posted(invoice(1), 1, "14", "1001-A1"));
        turn(MARKED);
        keep(posted(invoice(1), "15", "1001"));
        turn(MARKED);

        assertThat(desks.marked).containsExactly("INVOICE 1 11/1001", "INVOICE 1 11/1001, 14/1001-A1",
                "INVOICE 1 15/1001, 14/1001-A1");
    }

    @Test
    void aDocumentThatWasPostedAgainUnderTheSameNumberIsLookedAtAndNotMarkedAgain() {
        keep(posted(invoice(1), "11", "1001"));
        desks.document(1, Stage.POSTED);
        turn(MARKED);
        keep(posted(invoice(1), "11", "1001"));
        turn(MARKED);
        assertThat(desks.marked).hasSize(1);

        desks.document(1, Stage.POSTED);
        keep(posted(invoice(1), "11", "1001"));
        turn(MARKED);
        assertThat(desks.marked).as("somebody had opened it to change it").hasSize(2);
    }

    @Test
    void aRowThatIsRefusedFailsAloneAndIsToldAgainOnlyWhenItsDocumentChanges() {
        keep(posted(invoice(1), "11", "1001"), posted(invoice(2), "12", "1002"));
        desks.document(1, Stage.POSTED);
        desks.document(2, Stage.POSTED);
        desks.refusals.put(2L, "The invoice is locked.");
        turn(MARKED);
        assertThat(telling(invoice(1)).state()).isEqualTo(State.DONE);
        assertThat(telling(invoice(2)).state()).isEqualTo(State.REFUSED);
        assertThat(telling(invoice(2)).problem()).isEqualTo("The invoice is locked.");

        now = now.plus(Duration.ofDays(2));
        turn(MARKED);
        assertThat(desks.marked).containsExactly("INVOICE 1 11/1001", "INVOICE 2 12/1002");

        desks.refusals.clear();
        keep(posted(invoice(2), "12", "1002"));
        turn(MARKED);
        assertThat(telling(invoice(2)).state()).isEqualTo(State.DONE);
    }

    @Test
    void whatWasPostedRightBeforeACrashIsToldByTheNextProcess() {
        keep(posted(invoice(1), "11", "1001"));
        desks.document(1, Stage.POSTED);
        store.close();
        open();
        turn(MARKED);
        assertThat(desks.marked).containsExactly("INVOICE 1 11/1001");
    }

    @Test
    void whatServiceTitanTookBeforeItsAnswerWasLostIsNotSentAgain() {
        keep(posted(invoice(1), "11", "1001"), posted(payment(2), "12", "P2"));
        desks.document(1, Stage.POSTED);
        desks.document(2, Stage.POSTED);
        desks.answersLost = true;
        turn(MARKED);
        assertThat(telling(invoice(1)).state()).isEqualTo(State.WAITING);
        assertThat(telling(payment(2)).attempts()).as("not asked for while ServiceTitan is away").isEqualTo(1);

        desks.answersLost = false;
        now = now.plus(Duration.ofMinutes(2));
        turn(MARKED);
        assertThat(telling(invoice(1)).state()).isEqualTo(State.DONE);
        assertThat(desks.marked).containsExactly("INVOICE 1 11/1001", "PAYMENT 2 12/P2");
    }

    @Test
    void anInvoiceThatServiceTitanShowsLateIsNotMarkedTwice() {
        keep(posted(invoice(1), "11", "1001"));
        desks.document(1, Stage.POSTED);
        desks.showsLate = true;
        turn(MARKED);
        assertThat(telling(invoice(1)).problem()).contains("does not show it yet");
        desks.catchUp();
        now = now.plus(Duration.ofMinutes(2));
        turn(MARKED);
        assertThat(telling(invoice(1)).state()).isEqualTo(State.DONE);
        assertThat(desks.marked).hasSize(1);
    }

    @Test
    void whatServiceTitanHasNotPostedWaitsUntilItHas() {
        keep(posted(invoice(1), "11", "1001"));
        desks.document(1, Stage.PENDING);
        turn(MARKED);
        assertThat(desks.marked).isEmpty();
        assertThat(telling(invoice(1)).state()).isEqualTo(State.EARLY);
        assertThat(store.tellings().troubled("acme", 9)).isEmpty();
        desks.document(1, Stage.POSTED);
        now = now.plus(Duration.ofMinutes(2));
        turn(MARKED);
        assertThat(desks.marked).hasSize(1);
    }

    @Test
    void theExportIdOfSomebodyElseIsLeftAsItIs() {
        keep(posted(invoice(1), "11", "1001"), posted(invoice(2), "12", "1002"));
        desks.document(1, Stage.EXPORTED, "SAGE-7");
        desks.document(2, Stage.POSTED, "SAGE-8");
        turn(MARKED);
        turn(EXPORT_ID);
        assertThat(desks.marked).isEmpty();
        assertThat(store.tellings().list("acme", State.REFUSED, 9)).hasSize(4)
                .allSatisfy(telling -> assertThat(telling.problem()).contains("SAGE-"));
    }

    @Test
    void exportIdsAreGivenToInvoicesAloneAndFollowTheBooks() {
        keep(posted(invoice(1), "11", "1001"), posted(payment(2), "12", "P2"));
        desks.document(1, Stage.PENDING);
        turn(EXPORT_ID);
        keep(posted(invoice(1), "15", "1001"));
        turn(EXPORT_ID);
        assertThat(desks.marked).containsExactly("export id 1 11/1001", "export id 1 15/1001");
    }

    @Test
    void whatIsVoidOrWasTakenBackAtOnceIsNotTold() {
        keep(posted(invoice(1), "11", "1001"));
        desks.document(1, Stage.POSTED);
        Tellings tellings = new Tellings(new FixedTenants(tenant(MARKED, Optional.empty())), store.ledger(), store.tellings(),
                new Tellings.Desks(desks, desks, desks), () -> now);
        tellings.run("acme");
        keep(voided(invoice(1), "11", "1001"));
        now = now.plusSeconds(10);
        tellings.run("acme");
        assertThat(desks.marked).isEmpty();
        assertThat(telling(invoice(1)).state()).isEqualTo(State.NOTHING);
    }

    @Test
    void theJobOfAnInvoiceBearsItsIdAndNumberUnderAKeyOfTheInvoice() {
        keep(posted(invoice(1), "11", "1001"), posted(invoice(2), "12", "1002"), posted(payment(3), "13", "P3"));
        desks.document(1, Stage.POSTED, JOB);
        desks.document(2, Stage.POSTED);
        turn(ON_JOBS);
        turn(ON_JOBS);
        assertThat(desks.borne).containsExactly(JOB + " fieldline:books:books:invoice:1 11/1001");
        assertThat(telling(invoice(2)).state()).isEqualTo(State.NOTHING);
        assertThat(telling(invoice(2)).problem()).isEqualTo("the invoice has no job");

        keep(posted(invoice(1), "11", "1001"));
        turn(ON_JOBS);
        assertThat(desks.borne).as("the same id and number").hasSize(1);
        keep(posted(invoice(1), "15", "1001"));
        turn(ON_JOBS);
        assertThat(desks.borne).hasSize(2);
    }

    @Test
    void aNoteIsAddedOnceAlsoWhenItsAnswerIsLostOrItIsShownLate() {
        keep(posted(invoice(1), "11", "1001"));
        desks.document(1, Stage.POSTED, JOB);
        desks.answersLost = true;
        turn(NOTES);
        desks.answersLost = false;
        desks.notesHidden = true;
        now = now.plus(Duration.ofMinutes(2));
        turn(NOTES);
        desks.notesHidden = false;
        now = now.plus(Duration.ofMinutes(10));
        turn(NOTES);

        assertThat(desks.notes).singleElement().asString().contains("Invoice 1 was posted to the books: 11/1001");
        assertThat(telling(invoice(1)).state()).isEqualTo(State.DONE);
        keep(posted(invoice(1), "15", "1001"));
        turn(NOTES);
        assertThat(desks.notes).hasSize(2);
    }

    @Test
    void anotherWayTellsOfWhatWasToldInTheFirst() {
        keep(posted(invoice(1), "11", "1001"));
        desks.document(1, Stage.POSTED, JOB);
        turn(MARKED);
        turn(ON_JOBS);
        assertThat(desks.marked).hasSize(1);
        assertThat(desks.borne).hasSize(1);
        turn(NOTES);
        assertThat(desks.notes).hasSize(1);
    }

    @Test
    void aLongHistoryIsToldToItsEnd() {
        List<LedgerEntry> entries = new ArrayList<>();
        for (long id = 1; id <= 450; id++) {
            entries.add(posted(invoice(id), "1" + id, "" + id));
            desks.document(id, Stage.POSTED);
        }
        store.ledger().keep(entries);
        for (int turns = 0; turns < 3; turns++) {
            turn(MARKED);
        }
        assertThat(desks.marked).hasSize(450).doesNotHaveDuplicates();
    }

    @Test
    void jobsBearExternalDataByDefaultWhereTheApplicationKeepsSome() {
        Map<String, Object> nothingSaid = Map.of("markExported", "off");
        assertThat(TellingRules.of(tenant(nothingSaid, Optional.of("guid"))).get(0).ways()).containsExactly(Way.EXTERNAL_DATA);
        assertThat(TellingRules.of(tenant(nothingSaid, Optional.empty())).get(0).ways()).isEmpty();
        assertThat(TellingRules.of(tenant(MARKED, Optional.of("guid"))).get(0).ways()).containsExactly(Way.MARKED);
        assertThat(TellingRules.of(tenant(ON_JOBS, Optional.empty())).get(0).lacksGuid(tenant(ON_JOBS, Optional.empty())))
                .isTrue();
    }
}
