package io.fieldline.ledger.coding;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksCatalogue.AccountType;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.Cents;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.Verdict;

/**
 * Says what a document of ServiceTitan means to the books by the tenant's coding. Nothing is guessed: what has no row, or
 * whose row names what the books do not have, waits with the name of what is missing; amounts that do not add up wait as
 * well, and no line is made up for the difference.
 */
public final class Coder {

    private final Coding coding;
    private final BooksCatalogue books;

    public Coder(Coding coding, BooksCatalogue books) {
        this.coding = coding;
        this.books = books;
    }

    /** @param ours whether the ledger has posted it before */
    public Verdict sale(SourceSale sale, boolean ours) {
        if (!ours) {
            Optional<Verdict> other = notOurs(sale);
            if (other.isPresent()) {
                return other.get();
            }
        }
        if (!sale.active()) {
            return new Verdict.Wanted(Optional.empty(), List.of());
        }
        Gaps gaps = new Gaps(books);
        List<SourceLine> counted = sale.lines().stream().filter(SourceLine::chargeable).toList();
        if (isNothing(sale, counted)) {
            // No document of the books is without a line; one that is there already holds nothing from now on.
            return ours
                    ? new Verdict.Wanted(Optional.empty(), List.of())
                    : new Verdict.LeftAlone("it has no line that counts, and comes to nothing", false);
        }
        addsUp(sale, counted, gaps);
        Optional<String> location = Optional.ofNullable(unit(sale, sale.businessUnit(), gaps).get("location"))
                .flatMap(name -> gaps.there(What.LOCATION, name));
        List<Line> lines = counted.stream().flatMap(line -> line(sale, line, gaps).stream()).toList();
        Optional<String> taxCode = taxCode(sale, counted, gaps);
        Optional<String> terms = terms(sale, gaps);
        gaps.inCents(sale.settles().stream().map(Verdict.Settling::amount));
        if (!gaps.isEmpty()) {
            return new Verdict.Held(gaps.all());
        }
        Header header = new Header(sale.customer(), sale.date(), sale.due(), sale.number(), sale.memo(), terms,
                location, taxCode, Optional.empty(), Optional.empty(), Optional.empty());
        return new Verdict.Wanted(Optional.of(Content.sale(header, lines, sale.tax())), sale.settles());
    }

    /** @param ours whether the ledger has posted it before */
    public Verdict payment(SourcePayment payment, boolean ours) {
        if (!ours) {
            Optional<Verdict> other = notOurs(payment);
            if (other.isPresent()) {
                return other.get();
            }
        }
        if (!payment.active()) {
            return new Verdict.Wanted(Optional.empty(), List.of());
        }
        Gaps gaps = new Gaps(books);
        gaps.inCents(Stream.of(payment.total()));
        gaps.inCents(payment.settles().stream().map(Verdict.Settling::amount));
        Optional<Map<String, String>> row = coding.payments().find(Map.of("type", Set.of(payment.type())), payment.date());
        if (row.isEmpty()) {
            gaps.unmapped("payment type", payment.type(), What.METHOD, "payments");
        }
        Optional<String> account = row.flatMap(found -> gaps.there(What.ACCOUNT, found.get("depositTo")));
        Optional<String> method = row.map(found -> found.get("method")).flatMap(name -> gaps.there(What.METHOD, name));
        Optional<String> refundItem = row.flatMap(found -> refundItem(payment, found, gaps));
        if (!gaps.isEmpty()) {
            return new Verdict.Held(gaps.all());
        }
        Header header = new Header(payment.customer(), payment.date(), Optional.empty(), payment.number(), payment.memo(),
                Optional.empty(), Optional.empty(), Optional.empty(), method, account, refundItem);
        return new Verdict.Wanted(Optional.of(Content.settlement(header, payment.total())), payment.settles());
    }

    /** A payment too has one where it is given: what is corrected of it in a closed period may be a refund. */
    private Optional<String> refundItem(SourcePayment payment, Map<String, String> row, Gaps gaps) {
        if (payment.total().signum() < 0 && !row.containsKey("refundItem")) {
            gaps.add(new Gap("refund item", payment.type(), "the row of " + payment.type()
                    + " in payments does not say as which item a refund is booked: give it refundItem", Optional.empty()));
        }
        return Optional.ofNullable(row.get("refundItem")).flatMap(name -> gaps.there(What.ITEM, name));
    }

    private Optional<Verdict> notOurs(SourceSale sale) {
        if (sale.date().isBefore(coding.cutOver())) {
            return never("it is from before the cut-over");
        }
        if (sale.imported()) {
            return never("it was imported into ServiceTitan, from books that have it");
        }
        if (sale.exported()) {
            return never("somebody else exported it");
        }
        if (!sale.active()) {
            return never("it is void");
        }
        return sale.finalities().contains(coding.finality())
                ? Optional.empty()
                : notYet(coding.finality().word());
    }

    private Optional<Verdict> notOurs(SourcePayment payment) {
        if (payment.date().isBefore(coding.cutOver())) {
            return never("it is from before the cut-over");
        }
        if (payment.exported()) {
            return never("somebody else exported it");
        }
        if (!payment.active()) {
            return never("it failed");
        }
        return payment.posted() ? Optional.empty() : notYet("posted");
    }

    private static Optional<Verdict> never(String why) {
        return Optional.of(new Verdict.LeftAlone(why, true));
    }

    private static Optional<Verdict> notYet(String state) {
        return Optional.of(new Verdict.LeftAlone("it is not " + state + " yet", false));
    }

    private static boolean isNothing(SourceSale sale, List<SourceLine> counted) {
        return counted.isEmpty()
                && Stream.of(sale.subTotal(), sale.tax(), sale.total()).allMatch(amount -> amount.signum() == 0);
    }

    private static void addsUp(SourceSale sale, List<SourceLine> lines, Gaps gaps) {
        BigDecimal sum = Cents.sum(lines.stream().map(SourceLine::total));
        if (sum.compareTo(sale.subTotal()) != 0) {
            gaps.add(Gap.of("total", "its lines come to " + sum + ", its subtotal is " + sale.subTotal()));
        } else if (sum.add(sale.tax()).compareTo(sale.total()) != 0) {
            gaps.add(Gap.of("total", "its lines and its tax come to " + sum.add(sale.tax()) + ", its total is "
                    + sale.total()));
        }
        gaps.inCents(Stream.concat(lines.stream().map(SourceLine::total), Stream.of(sale.tax())));
    }

    /** What stands for a business unit; nothing where the tenant keeps neither classes nor locations. */
    private Map<String, String> unit(SourceSale sale, Optional<String> name, Gaps gaps) {
        if (coding.units().rows().isEmpty()) {
            return Map.of();
        }
        Set<String> names = name.map(Set::of).orElse(Set.of());
        Optional<Map<String, String>> row = coding.units().find(Map.of("businessUnit", names), sale.date());
        if (row.isEmpty()) {
            gaps.unmapped("business unit", name.orElse(""), What.CLASS, "units");
        }
        return row.orElse(Map.of());
    }

    private Optional<String> terms(SourceSale sale, Gaps gaps) {
        if (sale.terms().isEmpty() || coding.terms().rows().isEmpty()) {
            return Optional.empty();
        }
        Optional<Map<String, String>> row = coding.terms().find(Map.of("name", Set.of(sale.terms().get())), sale.date());
        if (row.isEmpty()) {
            gaps.unmapped("terms", sale.terms().get(), What.TERMS, "terms");
        }
        return row.flatMap(found -> gaps.there(What.TERMS, found.get("terms")));
    }

    private Optional<Line> line(SourceSale sale, SourceLine line, Gaps gaps) {
        Optional<String> itemClass = Optional
                .ofNullable(unit(sale, line.businessUnit().or(sale::businessUnit), gaps).get("class"))
                .flatMap(name -> gaps.there(What.CLASS, name));
        Map<String, Set<String>> facts = facts(sale, line);
        boolean membership = line.membershipType().isPresent();
        Optional<Map<String, String>> row = membership
                ? coding.items().findAsking("membership", facts, sale.date())
                : coding.items().find(facts, sale.date());
        String name = line.skus().stream().filter(sku -> !sku.matches("\\d+")).findFirst().orElse(line.description());
        if (row.isEmpty()) {
            gaps.unmapped(membership ? "membership" : "item", List.of(name, line.description()), What.ITEM, "items");
            return Optional.empty();
        }
        String item = row.get().get("item");
        Optional<AccountType> account = books.accountOf(item);
        if (gaps.there(What.ITEM, item).isEmpty()) {
            return Optional.empty();
        }
        if (membership && !row.get().containsKey("recognized") && account.orElse(AccountType.OTHER) != AccountType.LIABILITY) {
            gaps.add(new Gap("membership", name, "the sale of a membership is deferred, and the books' item " + item
                    + " does not post to a liability; say recognized: at-sale in its row if it is income at once",
                    Optional.empty()));
            return Optional.empty();
        }
        return Gaps.areCents(line.total())
                ? Optional.of(new Line(item, itemClass.orElse(""), line.taxable(), line.total(), line.description(),
                        line.quantity()))
                : Optional.empty();
    }

    private static Map<String, Set<String>> facts(SourceSale sale, SourceLine line) {
        Map<String, Set<String>> facts = new LinkedHashMap<>();
        facts.put("sku", line.skus());
        facts.put("category", line.categories());
        facts.put("account", line.accounts());
        facts.put("type", Set.of(line.type()));
        facts.put("membership", line.membershipType().map(Set::of).orElse(Set.of()));
        facts.put("businessUnit", line.businessUnit().or(sale::businessUnit).map(Set::of).orElse(Set.of()));
        return facts;
    }

    /** A sale without tax needs no code. */
    private Optional<String> taxCode(SourceSale sale, List<SourceLine> lines, Gaps gaps) {
        if (sale.tax().signum() == 0 && lines.stream().noneMatch(SourceLine::taxable)) {
            return Optional.empty();
        }
        Optional<Map<String, String>> row = coding.taxes().find(Map.of("zone", sale.taxZones()), sale.date());
        if (row.isEmpty() && sale.tax().signum() == 0) {
            return Optional.empty();
        }
        if (row.isEmpty()) {
            gaps.unmapped("tax zone", sale.taxZones().stream().filter(name -> !name.matches("\\d+")).findFirst()
                    .orElse(""), What.TAX_CODE, "taxes");
            return Optional.empty();
        }
        return gaps.there(What.TAX_CODE, row.get().get("code"));
    }
}
