package io.fieldline.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is asked of a company in whatever order: its books balance, and agree with its documents to the cent. */
class BooksPropertyTest {

    private static final List<String> KINDS = List.of("Invoice", "CreditMemo", "SalesReceipt", "Payment", "Deposit");

    private static final int STEPS = 60;

    @Property(tries = 20)
    void theBooksBalanceAndAgreeWithTheDocuments(@ForAll long seed) {
        Random random = new Random(seed);
        Books books = new Books();
        if (random.nextBoolean()) {
            books.owner.prefer("{\"SalesFormsPrefs\":{\"AutoApplyCredit\":true}}");
        }
        for (int step = 0; step < STEPS; step++) {
            String before = books.everything();
            try {
                books.step(random);
            } catch (Refusal refusal) {
                assertThat(books.everything()).as("after a refusal: " + refusal.fault()).isEqualTo(before);
            }
            books.assertInBalance();
        }
    }

    /** A company of its own for each try. */
    private static final class Books {

        private final Company company = new Company(QuickBooksSettings.usual(), InstantSource.system());
        private final Owner owner = new Owner(company);
        private final Ledger ledger = new Ledger(company);
        private final List<String> customers = List.of(owner.create("Customer", "{\"DisplayName\":\"Ada\"}"),
                owner.create("Customer", "{\"DisplayName\":\"Grace\"}"));
        private final String item = owner.idOf("Item", "HVAC Service");
        private final String bank = owner.idOf("Account", "Checking");

        private void step(Random random) {
            String customer = customers.get(random.nextInt(customers.size()));
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            List<ObjectNode> known = owner.records(kind);
            int what = random.nextInt(10);
            if (what < 5 || known.isEmpty()) {
                owner.create(kind, switch (kind) {
                    case "Payment" -> payment(random, customer);
                    case "Deposit" -> deposit(random);
                    default -> form(random, customer);
                });
                return;
            }
            String id = Fields.text(known.get(random.nextInt(known.size())), "Id");
            switch (what) {
                case 5 -> owner.delete(kind, id);
                case 6 -> owner.empty(kind, id);
                case 7 -> owner.edit(kind, id, kind.equals("Payment") ? payment(random, customer) : form(random, customer));
                default -> owner.changeAmount(kind, id, BigDecimal.valueOf(random.nextInt(4_000) - 2_000, 2));
            }
        }

        private String form(Random random, String customer) {
            ObjectNode form = Fields.NODES.objectNode();
            form.putObject("CustomerRef").put("value", customer);
            for (int line = 0; line <= random.nextInt(3); line++) {
                ObjectNode one = form.withArrayProperty("Line").addObject().put("Amount", cents(random, 20_000))
                        .put("DetailType", "SalesItemLineDetail");
                ObjectNode detail = one.putObject("SalesItemLineDetail");
                detail.putObject("ItemRef").put("value", item);
                detail.putObject("TaxCodeRef").put("value", random.nextBoolean() ? "TAX" : "NON");
            }
            if (random.nextBoolean()) {
                form.putObject("TxnTaxDetail").putObject("TxnTaxCodeRef").put("value", "2");
            }
            return form.toString();
        }

        private String payment(Random random, String customer) {
            ObjectNode payment = Fields.NODES.objectNode().put("TotalAmt", random.nextInt(4) == 0
                    ? BigDecimal.ZERO
                    : cents(random, 40_000));
            payment.putObject("CustomerRef").put("value", customer);
            for (String kind : List.of("Invoice", "CreditMemo")) {
                owner.records(kind).stream().filter(form -> Fields.text(form, "CustomerRef.value").equals(customer))
                        .filter(form -> Fields.money(form, "Balance").signum() > 0).filter(form -> random.nextBoolean())
                        .limit(2)
                        .forEach(form -> payment.withArrayProperty("Line").addObject()
                                .put("Amount", cents(random, 10_000).min(Fields.money(form, "Balance"))).putArray("LinkedTxn")
                                .addObject().put("TxnId", Fields.text(form, "Id")).put("TxnType", kind));
            }
            return payment.toString();
        }

        private String deposit(Random random) {
            ObjectNode deposit = Fields.NODES.objectNode();
            deposit.putObject("DepositToAccountRef").put("value", bank);
            for (String kind : List.of("Payment", "SalesReceipt")) {
                owner.records(kind).stream().filter(form -> random.nextInt(3) == 0).limit(2)
                        .forEach(form -> deposit.withArrayProperty("Line").addObject()
                                .put("Amount", Fields.money(form, "TotalAmt")).putArray("LinkedTxn").addObject()
                                .put("TxnId", Fields.text(form, "Id")).put("TxnType", kind));
            }
            return deposit.toString();
        }

        private static BigDecimal cents(Random random, int most) {
            return BigDecimal.valueOf(1 + random.nextInt(most), 2);
        }

        private void assertInBalance() {
            assertThat(ledger.trialBalance().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo("0");
            for (String customer : customers) {
                BigDecimal byTotals = sum("Invoice", customer, "TotalAmt").subtract(sum("CreditMemo", customer, "TotalAmt"))
                        .subtract(sum("Payment", customer, "TotalAmt"));
                BigDecimal byBalances = sum("Invoice", customer, "Balance").subtract(sum("CreditMemo", customer, "Balance"))
                        .subtract(sum("Payment", customer, "UnappliedAmt"));
                assertThat(ledger.receivable(customer)).isEqualByComparingTo(byTotals).isEqualByComparingTo(byBalances);
            }
            Map<String, BigDecimal> settled = settled();
            for (String kind : List.of("Invoice", "CreditMemo")) {
                owner.records(kind).forEach(form -> assertThat(Fields.money(form, "Balance"))
                        .isEqualByComparingTo(Fields.money(form, "TotalAmt")
                                .subtract(settled.getOrDefault(Fields.text(form, "Id"), BigDecimal.ZERO)))
                        .isNotNegative());
            }
            BigDecimal waiting = owner.records("Payment").stream().filter(one -> !Deposited.is(one))
                    .map(one -> Fields.money(one, "TotalAmt")).reduce(BigDecimal.ZERO, BigDecimal::add)
                    .add(owner.records("SalesReceipt").stream().filter(one -> !Deposited.is(one))
                            .map(one -> Fields.money(one, "TotalAmt")).reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(ledger.balance("Undeposited Funds")).isEqualByComparingTo(waiting);
            owner.records("Payment").forEach(one -> assertThat(Fields.money(one, "UnappliedAmt"))
                    .isBetween(BigDecimal.ZERO, Fields.money(one, "TotalAmt")));
        }

        /** What payments' lines settle, by the id of what they settle. */
        private Map<String, BigDecimal> settled() {
            Map<String, BigDecimal> settled = new TreeMap<>();
            for (ObjectNode payment : owner.records("Payment")) {
                for (JsonNode line : payment.path("Line")) {
                    settled.merge(Fields.text(line.path("LinkedTxn").path(0), "TxnId"), Fields.money(line, "Amount"),
                            BigDecimal::add);
                }
            }
            return settled;
        }

        private BigDecimal sum(String kind, String customer, String property) {
            return owner.records(kind).stream().filter(record -> Fields.text(record, "CustomerRef.value").equals(customer))
                    .map(record -> Fields.money(record, property)).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private String everything() {
            TreeMap<String, String> all = new TreeMap<>();
            for (EntityKind kind : EntityKind.values()) {
                owner.records(kind.apiName()).forEach(record -> all.put(kind + Fields.text(record, "Id"), record.toString()));
            }
            return all + " " + ledger.trialBalance();
        }
    }
}
