package io.fieldline.servicetitan.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.Verdict.Settling;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.CodingReader;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ledger.coding.Finality;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.ledger.coding.SourceDeposit;
import io.fieldline.ledger.coding.SourceLine;
import io.fieldline.ledger.coding.SourcePayment;
import io.fieldline.ledger.coding.SourceSale;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.CustomerSandbox;
import io.fieldline.tenant.ConfigurationFolder;

class AccountingRecordsTest {

    private static final String EVER = "cutOver: 2020-01-01\n";
    private static final long FIRST_INVOICE = 80_000_001;
    private static final long JOBS = 400;
    private static final long REDUCED = FIRST_INVOICE + 60;
    private static final long CHARGED = FIRST_INVOICE + 77;
    private static final long CREDITED = FIRST_INVOICE + 78;
    private static final long UNPAID = FIRST_INVOICE + 17;
    private static final long UPCOMING = FIRST_INVOICE + JOBS - 1;
    private static final long REDUCTION = FIRST_INVOICE + JOBS;
    private static final long CHARGE = REDUCTION + 1;

    @TempDir
    Path folder;

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);
    private final Set<Long> posted = new HashSet<>();
    private final Set<Long> adopted = new HashSet<>();
    private final AccountingRecords records = new AccountingRecords("acme", "books", sandbox.account(), sandbox.client(),
            Catalog.load(), ledger());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void anInvoiceIsReadWithItsLinesTaxAndCalendarDates() {
        Map<String, Object> row = rows("invoices", UNPAID).get(0);
        SourceSale sale = sale(UNPAID, EVER);

        assertThat(sale.key()).isEqualTo(new DocumentKey("acme", "books", DocumentKind.INVOICE, UNPAID));
        assertThat(sale.number()).isEqualTo(row.get("referenceNumber"));
        assertThat(sale.date()).isEqualTo(LocalDate.parse(row.get("invoiceDate").toString().substring(0, 10)));
        assertThat(sale.due()).contains(LocalDate.parse(row.get("dueDate").toString().substring(0, 10)));
        assertThat(sale.customer()).isEqualTo(((Map<?, ?>) row.get("customer")).get("id"));
        assertThat(sale.terms()).contains("Net 30");
        assertThat(sale.total()).isEqualTo(new BigDecimal(row.get("total").toString()));
        assertThat(sale.lines()).extracting(SourceLine::type, SourceLine::taxable, SourceLine::chargeable)
                .containsExactly(tuple("Service", false, true), tuple("Material", true, true));
        assertThat(sale.lines().stream().map(SourceLine::total).reduce(BigDecimal.ZERO, BigDecimal::add).add(sale.tax()))
                .isEqualByComparingTo(sale.total());
        assertThat(sale.taxZones()).containsExactly("Local");
        assertThat(sale.finalities()).containsExactlyInAnyOrder(Finality.POSTED, Finality.REVIEWED);
        assertThat(sale.exported()).isFalse();
        assertThat(sale.settles()).isEmpty();
    }

    @Test
    void datesAreTakenAsTheyAreWrittenWithoutATimeZone() {
        change("invoices", UNPAID, "\"invoiceDate\": \"2026-05-31T23:30:00-05:00\", \"dueDate\": \"2026-06-01T00:00:00Z\"");
        assertThat(sale(UNPAID, EVER).date()).isEqualTo(LocalDate.of(2026, 5, 31));
        assertThat(sale(UNPAID, EVER).due()).contains(LocalDate.of(2026, 6, 1));
    }

    @Test
    void taxZonesAreReadWhereTheCodingMapsThem() {
        sandbox.requests();
        assertThat(sale(UNPAID, EVER + "taxes: [{ zone: Local, code: TX }]").taxZones()).contains("Local", "1201")
                .anyMatch(name -> name.startsWith("Tax of "));
        assertThat(sandbox.requests()).containsEntry("accounting/tax-zones list", 1);
        sale(UNPAID, EVER);
        assertThat(sandbox.requests()).doesNotContainKey("accounting/tax-zones list");
    }

    @Test
    void jobsAreReadOnceForAPageAndOnlyWhereTheyMakeAnInvoiceFinal() {
        sandbox.requests();
        List<SourceSale> sales = sales(EVER + "finalized: completed", UNPAID, UPCOMING, REDUCED);
        assertThat(sales.stream().filter(sale -> sale.finalities().contains(Finality.COMPLETED)).map(sale -> sale.key().id()))
                .containsExactly(UNPAID, REDUCED);
        assertThat(sandbox.requests()).containsEntry("jpm/jobs list", 1);
        sales(EVER, UNPAID, UPCOMING);
        assertThat(sandbox.requests()).doesNotContainKey("jpm/jobs list");
    }

    @Test
    void anInvoiceWithoutAJobHasNoWorkThatCouldBeOpen() {
        change("invoices", UPCOMING, "\"job\": null, \"invoiceConfiguration\": \"CounterSales\"");
        assertThat(sale(UPCOMING, EVER + "finalized: completed").finalities()).contains(Finality.COMPLETED);
    }

    @Test
    void categoriesAreReadWhereARowAsksForThem() {
        sandbox.requests();
        List<SourceLine> lines = sale(UNPAID, EVER + "items: [{ category: Parts, item: Parts }]").lines();
        assertThat(lines.get(0).categories()).containsAnyOf("Repairs", "Installations");
        assertThat(lines.get(1).categories()).containsExactlyInAnyOrder("1303", "Parts");
        assertThat(sandbox.requests()).containsEntry("pricebook/services list", 1).containsEntry("pricebook/materials list", 1)
                .containsEntry("pricebook/categories list", 1);
        assertThat(sale(UNPAID, EVER).lines()).allSatisfy(line -> assertThat(line.categories()).isEmpty());
        assertThat(sandbox.requests().keySet()).noneMatch(operation -> operation.startsWith("pricebook/"));
    }

    @Test
    void aLineOfAMembershipInvoiceIsOneOfAMembershipEvenWithoutAType() {
        change("invoices", UNPAID, "\"invoiceConfiguration\": \"MembershipInvoice\"");
        assertThat(sale(UNPAID, EVER).lines()).extracting(SourceLine::membershipType)
                .containsOnly(Optional.of("MembershipInvoice"));
    }

    @Test
    void aVoidAnExportedAndAnImportedInvoiceSayWhatTheyAre() {
        change("invoices", UNPAID, "\"active\": false, \"syncStatus\": \"Exported\","
                + " \"invoiceConfiguration\": \"ARImportInvoice\"");
        SourceSale sale = sale(UNPAID, EVER);
        assertThat(sale.active()).isFalse();
        assertThat(sale.exported()).isTrue();
        assertThat(sale.imported()).isTrue();
    }

    @Test
    void aReductionIsACreditOnTheInvoiceThatItAdjusts() {
        SourceSale sale = sale(REDUCTION, EVER);
        assertThat(sale.total()).isEqualByComparingTo("-25.00");
        // The invoice was exported by others, so that it is looked for in the books by its number.
        assertThat(sale.settles()).containsExactly(new Settling(REDUCED, "50000061", true, new BigDecimal("25.00")));
        assertThat(sale(CHARGE, EVER).settles()).isEmpty();
    }

    @Test
    void aPaymentMaySettleSeveralInvoicesAndARefundIsNegative() {
        List<SourcePayment> payments = records.payments(rows("payments", refund(), refund() + 1), coding(EVER)).documents();
        BigDecimal invoice = new BigDecimal(rows("invoices", CHARGED).get(0).get("total").toString());
        BigDecimal open = new BigDecimal(rows("invoices", CHARGED).get(0).get("balance").toString());

        assertThat(payments.get(0).total()).isEqualByComparingTo("-25.00");
        assertThat(payments.get(0).settles()).extracting(Settling::invoice, Settling::amount)
                .containsExactly(tuple(REDUCTION, new BigDecimal("-25.00")));
        assertThat(payments.get(1).total()).isEqualByComparingTo(new BigDecimal("45.00").add(invoice).subtract(open));
        assertThat(payments.get(1).settles()).extracting(Settling::invoice, Settling::number, Settling::amount)
                .containsExactlyInAnyOrder(tuple(CHARGE, "50000078-A", new BigDecimal("45.00")),
                        tuple(CHARGED, "50000078", invoice.subtract(open)));
    }

    @Test
    void aRefundIsNegativeWhateverSignServiceTitanGivesIt() {
        change("payments", refund(), "\"total\": 25, \"appliedTo\": [{\"appliedId\": 1, \"appliedTo\": " + REDUCTION
                + ", \"appliedAmount\": 25}]");
        SourcePayment payment = records.payments(rows("payments", refund()), coding(EVER)).documents().get(0);
        assertThat(payment.total()).isEqualByComparingTo("-25.00");
        assertThat(payment.settles()).extracting(Settling::amount).containsExactly(new BigDecimal("-25"));
    }

    @Test
    void aPaymentBearsTheNumberOfItsCheckAndARefundOneOfItsOwn() {
        change("payments", refund(), "\"checkNumber\": \"1001\", \"referenceNumber\": \"P-77\"");
        change("payments", refund() + 1, "\"checkNumber\": \"1001\", \"referenceNumber\": \"P-78\"");
        assertThat(records.payments(rows("payments", refund(), refund() + 1), coding(EVER)).documents())
                .extracting(SourcePayment::number).containsExactly("P-77", "1001");
    }

    @Test
    void anInvoiceWhoseBalanceIsNotGivenIsNotTakenToBePaid() {
        change("invoices", UNPAID, "\"balance\": null, \"paidOn\": null");
        assertThat(sale(UNPAID, EVER).finalities()).doesNotContain(Finality.PAID);
    }

    @Test
    void invoicesThatTheLedgerPostedAreNotReadAndOthersFiftyAtATime() {
        List<Map<String, Object>> page = rows("payments", LongStream.range(90_000_001, 90_000_121).toArray());
        Set<Long> settled = page.stream().flatMap(row -> ((List<?>) row.get("appliedTo")).stream())
                .map(one -> (Long) ((Map<?, ?>) one).get("appliedTo")).collect(Collectors.toSet());
        sandbox.requests();
        records.payments(page, coding(EVER));
        assertThat(sandbox.requests()).containsEntry("accounting/invoices list", (settled.size() + 49) / 50);

        posted.addAll(settled);
        List<SourcePayment> payments = records.payments(page, coding("cutOver: 2030-01-01")).documents();
        assertThat(sandbox.requests()).doesNotContainKey("accounting/invoices list");
        assertThat(payments).hasSameSizeAs(page).allSatisfy(
                payment -> assertThat(payment.settles()).noneMatch(Settling::older));
    }

    @Test
    void anInvoiceFromBeforeTheCutOverIsOlderAndOneOfItsDayIsNot() {
        List<Map<String, Object>> page = rows("payments", refund() + 1);
        LocalDate day = LocalDate.parse(rows("invoices", CHARGED).get(0).get("invoiceDate").toString().substring(0, 10));
        Function<LocalDate, Boolean> older = cutOver -> records.payments(page, coding("cutOver: " + cutOver)).documents()
                .get(0).settles().stream().filter(one -> one.invoice() == CHARGED).findFirst().orElseThrow().older();
        assertThat(older.apply(day.plusDays(1))).isTrue();
        assertThat(older.apply(day)).isFalse();
        posted.add(CHARGED);
        assertThat(older.apply(day.plusDays(1))).as("posted by the ledger").isFalse();
        posted.clear();
        adopted.add(CHARGED);
        assertThat(older.apply(day.plusDays(1))).as("found in the books before").isTrue();
    }

    @Test
    void aCreditMemoIsANegativeSaleWithItsLines() {
        Map<String, Object> row = memos().get(0);
        SourceSale sale = records.creditMemos(memos(), coding(EVER + "items: [{ category: Parts, item: Parts }]")).documents()
                .get(0);
        BigDecimal total = new BigDecimal(row.get("total").toString());

        assertThat(sale.key().kind()).isEqualTo(DocumentKind.CREDIT_MEMO);
        assertThat(sale.number()).isEqualTo(row.get("referenceNumber"));
        assertThat(sale.date()).isEqualTo(LocalDate.parse(row.get("date").toString()));
        assertThat(sale.total()).isEqualByComparingTo(total.negate());
        assertThat(sale.lines()).singleElement().satisfies(line -> {
            assertThat(line.total()).isNegative().isEqualByComparingTo(sale.subTotal());
            assertThat(line.categories()).contains("Parts");
        });
        assertThat(sale.subTotal().add(sale.tax())).isEqualByComparingTo(sale.total());
        assertThat(sale.settles()).extracting(Settling::invoice, Settling::number, Settling::older)
                .containsExactly(tuple(CREDITED, "50000079", false));
        assertThat(sale.settles().get(0).amount()).isEqualByComparingTo(total);
        assertThat(sale.finalities()).contains(Finality.POSTED);
    }

    @Test
    void theLinesOfAPageOfCreditMemosAreReadTogether() {
        List<Map<String, Object>> page = memos();
        sandbox.requests();
        assertThat(records.creditMemos(page, coding(EVER)).documents()).hasSizeGreaterThan(2)
                .allSatisfy(sale -> assertThat(sale.lines()).hasSize(1));
        assertThat(sandbox.requests()).containsEntry("accounting/credit-memos/credit-memo-items list", 1);
    }

    @Test
    void aBankDepositIsReadWithItsAmountsItsAccountAndItsPayments() {
        long deposit = sandbox.office("accounting/bank-deposits", "{\"name\": \"Monday\", \"depositStatus\": \"Deposited\","
                + " \"syncStatus\": \"Posted\", \"depositDate\": \"2026-05-30T00:00:00Z\", \"grossAmount\": 80.00,"
                + " \"fees\": 1.25, \"netAmount\": 78.75, \"bankAccount\": {\"id\": 7, \"name\": \"Operating\","
                + " \"number\": \"1010\"}}").path("id").asLong();
        LongStream.of(90_000_001, 90_000_002).forEach(id -> change("payments", id,
                "\"deposit\": {\"id\": " + deposit + ", \"name\": \"Monday\"}, \"total\": 40.00"));
        change("payments", 90_000_002, "\"active\": false");
        List<Map<String, Object>> rows = records.byIds(DocumentKind.BANK_DEPOSIT, List.of(deposit));
        SourceDeposit read = records.deposits(rows).documents().get(0);

        assertThat(read.key()).isEqualTo(new DocumentKey("acme", "books", DocumentKind.BANK_DEPOSIT, deposit));
        assertThat(read.number()).isEqualTo("Monday");
        assertThat(read.date()).isEqualTo(LocalDate.of(2026, 5, 30));
        assertThat(read.bankAccounts()).containsExactlyInAnyOrder("7", "Operating", "1010");
        assertThat(List.of(read.gross(), read.fees(), read.net())).usingElementComparator(Comparator.naturalOrder())
                .containsExactly(new BigDecimal("80"), new BigDecimal("1.25"), new BigDecimal("78.75"));
        assertThat(List.of(read.deposited(), read.posted(), read.exported(), read.active())).containsExactly(true, true, false,
                true);
        assertThat(read.payments()).extracting(SourceDeposit.Payment::id, SourceDeposit.Payment::active,
                payment -> payment.total().doubleValue())
                .containsExactlyInAnyOrder(tuple(90_000_001L, true, 40.0), tuple(90_000_002L, false, 40.0));
        assertThat(records.payments(rows("payments", 90_000_001), coding(EVER)).documents().get(0).deposit()).contains(deposit);
        assertThat(records.payments(rows("payments", 90_000_003), coding(EVER)).documents().get(0).deposit()).isEmpty();
    }

    @Test
    void bankDepositsAreFoundByTheirDaysAndByTheTimeOfTheirChange() {
        long deposit = sandbox.office("accounting/bank-deposits", "{\"depositDate\": \"2026-05-30T00:00:00Z\","
                + " \"grossAmount\": 0, \"netAmount\": 0}").path("id").asLong();
        Instant changed = Instant.parse(records.byIds(DocumentKind.BANK_DEPOSIT, List.of(deposit)).get(0).get("modifiedOn")
                .toString());
        LocalDate day = LocalDate.of(2026, 5, 30);
        assertThat(records.between(DocumentKind.BANK_DEPOSIT, day, day)).hasSize(1);
        assertThat(records.between(DocumentKind.BANK_DEPOSIT, day.plusDays(1), day.plusDays(2))).isEmpty();
        assertThat(records.depositsChangedSince(changed.minusSeconds(1))).hasSize(1);
        assertThat(records.depositsChangedSince(changed.plusSeconds(2))).isEmpty();
    }

    @Test
    void theScopeOfBankDepositsIsNeededWhereTheCodingPostsThem() throws IOException {
        Path file = folder.resolve("accounting/acme.yaml");
        Files.createDirectories(file.getParent());
        DepositScopes scopes = new DepositScopes(new Codings(ConfigurationFolder.in(folder), refusal -> {
        }), Catalog.load());
        assertThat(scopes.of("acme")).as("there is no coding").isEmpty();
        Files.writeString(file, EVER);
        assertThat(scopes.of("acme")).isEmpty();
        Files.writeString(file, EVER + "bankDeposits: [{ bankAccount: any, account: Checking }]\n");
        assertThat(scopes.of("acme")).containsExactly("tn.acc.bankdeposits:r");
    }

    @Test
    void moreCanBePutIntoTheSandbox() {
        long memo = sandbox.office("accounting/credit-memos", "{\"date\": \"2026-06-01\", \"subTotal\": 10, \"salesTax\": 0,"
                + " \"total\": 10, \"balance\": 10, \"customer\": {\"id\": 10000001}, \"syncStatus\": \"Pending\"}")
                .path("id").asLong();
        sandbox.office("accounting/credit-memos/credit-memo-items", "{\"creditMemoId\": " + memo
                + ", \"quantity\": 1, \"price\": 10, \"total\": 10, \"skuId\": 30001, \"taxable\": false}");
        SourceSale sale = records.creditMemos(records.byIds(DocumentKind.CREDIT_MEMO, List.of(memo)), coding(EVER)).documents()
                .get(0);
        assertThat(sale.total()).isEqualByComparingTo("-10");
        assertThat(sale.lines()).singleElement().satisfies(line -> assertThat(line.total()).isEqualByComparingTo("-10"));
        assertThat(sale.finalities()).isEmpty();
    }

    @Test
    void aRowThatCannotBeReadIsRefusedAndNothingElseWaitsForIt() {
        Map<String, Object> wrong = new HashMap<>(rows("invoices", REDUCTION).get(0));
        wrong.put("total", "much");
        Map<String, Object> undated = new HashMap<>(rows("invoices", UPCOMING).get(0));
        undated.remove("invoiceDate");
        ReadPage<SourceSale> page = records.invoices(List.of(wrong, rows("invoices", UNPAID).get(0), undated), coding(EVER));
        assertThat(page.documents()).extracting(sale -> sale.key().id()).containsExactly(UNPAID);
        assertThat(page.refused()).extracting(refused -> refused.row().get("id"), refused -> refused.why().getMessage())
                .containsExactly(tuple(REDUCTION, "ServiceTitan's record " + REDUCTION + ": total cannot be read"),
                        tuple(UPCOMING, "ServiceTitan's record " + UPCOMING + ": has no invoiceDate"));
    }

    @Test
    void documentsAreReadAnewVoidOnesToo() {
        change("invoices", UNPAID, "\"active\": false");
        change("payments", refund(), "\"active\": false");
        assertThat(records.byIds(DocumentKind.INVOICE, List.of(UNPAID, CHARGE, 7L))).extracting(row -> row.get("id"))
                .containsExactlyInAnyOrder(UNPAID, CHARGE);
        assertThat(records.byIds(DocumentKind.PAYMENT, List.of(refund()))).extracting(row -> row.get("active"))
                .containsExactly(false);
        sandbox.requests();
        assertThat(records.byIds(DocumentKind.INVOICE, LongStream.range(FIRST_INVOICE, FIRST_INVOICE + 120).boxed().toList()))
                .hasSize(120);
        assertThat(sandbox.requests()).containsEntry("accounting/invoices list", 3);
        assertThat(records.byIds(DocumentKind.INVOICE, List.of())).isEmpty();
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void invoicesOfJobsThatWereCompletedSinceAreFoundThroughTheJobs() {
        List<Map<String, Object>> jobs = LongStream.range(0, JOBS / 50).boxed()
                .flatMap(part -> sandbox.rows("jpm", "jobs", LongStream.range(50_000_001 + part * 50, 50_000_051 + part * 50)
                        .mapToObj(Long::toString).collect(Collectors.joining(","))).stream())
                .toList();
        List<Map<String, Object>> completed = jobs.stream().filter(job -> job.get("jobStatus").equals("Completed"))
                .sorted(Comparator.comparing(job -> completedOn(job))).toList();
        Instant since = completedOn(completed.get(completed.size() - 20));
        Set<Object> expected = completed.stream().filter(job -> !completedOn(job).isBefore(since))
                .map(job -> job.get("invoiceId")).collect(Collectors.toSet());

        assertThat(records.invoicesOfJobsCompletedSince(since)).isEqualTo(expected).hasSizeGreaterThanOrEqualTo(20);
        Map<String, Object> last = completed.get(completed.size() - 1);
        sandbox.office("jpm/jobs", "{\"id\": " + last.get("id") + ", \"jobStatus\": \"Canceled\"}");
        expected.remove(last.get("invoiceId"));
        assertThat(records.invoicesOfJobsCompletedSince(since)).isEqualTo(expected);
    }

    private static Instant completedOn(Map<String, Object> job) {
        return Instant.parse(job.get("completedOn").toString());
    }

    @Test
    void balancesOfTheSandboxAddUp() {
        Map<Long, BigDecimal> settled = new HashMap<>();
        List<Map<String, Object>> from = new ArrayList<>(memos());
        from.addAll(rows("payments", LongStream.range(refund(), refund() + 6).toArray()));
        from.forEach(row -> ((List<?>) row.get("appliedTo")).stream().map(one -> (Map<?, ?>) one)
                .forEach(one -> settled.merge((Long) one.get("appliedTo"), new BigDecimal(one.get("appliedAmount").toString()),
                        BigDecimal::add)));
        assertThat(settled).hasSize(12);
        assertThat(rows("invoices", settled.keySet().stream().mapToLong(Long::longValue).toArray())).hasSize(12)
                .allSatisfy(invoice -> assertThat(amount(invoice, "total").subtract(settled.get(invoice.get("id"))))
                        .isEqualByComparingTo(amount(invoice, "balance")));
        from.forEach(row -> assertThat(((List<?>) row.get("appliedTo")).stream()
                .map(one -> new BigDecimal(((Map<?, ?>) one).get("appliedAmount").toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(amount(row, "total")));
    }

    private static BigDecimal amount(Map<String, Object> row, String field) {
        return new BigDecimal(row.get(field).toString());
    }

    /** The first payment after those of whole invoices. */
    private static long refund() {
        return 90_000_001 + (JOBS / 20 - 1) * 17;
    }

    private List<Map<String, Object>> memos() {
        return rows("credit-memos", 320_000_001, 320_000_002, 320_000_003);
    }

    private SourceSale sale(long id, String document) {
        return sales(document, id).get(0);
    }

    private List<SourceSale> sales(String document, long... ids) {
        ReadPage<SourceSale> page = records.invoices(rows("invoices", ids), coding(document));
        assertThat(page.refused()).isEmpty();
        return page.documents();
    }

    private List<Map<String, Object>> rows(String collection, long... ids) {
        DocumentKind kind = Map.of("invoices", DocumentKind.INVOICE, "payments", DocumentKind.PAYMENT, "credit-memos",
                DocumentKind.CREDIT_MEMO).get(collection);
        Map<Object, Map<String, Object>> found = records.byIds(kind, LongStream.of(ids).boxed().toList()).stream()
                .collect(Collectors.toMap(row -> row.get("id"), row -> row));
        return LongStream.of(ids).mapToObj(found::get).toList();
    }

    private void change(String collection, long id, String fields) {
        sandbox.office("accounting/" + collection, "{\"id\": " + id + ", " + fields + "}");
    }

    private static Coding coding(String document) {
        CodingReader.Outcome outcome = CodingReader.read("acme.yaml", document.getBytes(StandardCharsets.UTF_8));
        assertThat(outcome.problems()).isEmpty();
        return outcome.coding().orElseThrow();
    }

    /** Knows what was posted, and nothing else. */
    private LedgerStore ledger() {
        return (LedgerStore) Proxy.newProxyInstance(LedgerStore.class.getClassLoader(), new Class<?>[]{LedgerStore.class },
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("of");
                    return ((Collection<?>) arguments[0]).stream().map(DocumentKey.class::cast)
                            .collect(Collectors.toMap(key -> key, this::entries));
                });
    }

    private List<LedgerEntry> entries(DocumentKey key) {
        return posted.contains(key.id()) || adopted.contains(key.id())
                ? List.of(new LedgerEntry(new EntryKey(key, Family.SALE, 0), Form.INVOICE, Optional.empty(),
                        LocalDate.of(2026, 1, 1), Optional.empty(), 1, Optional.empty(), adopted.contains(key.id())))
                : List.of();
    }
}
