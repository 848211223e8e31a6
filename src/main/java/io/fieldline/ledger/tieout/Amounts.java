package io.fieldline.ledger.tieout;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Line;

/** What documents amount to, where it is compared; accounts, units and codes are named alike, whoever has the document. */
public final class Amounts {

    /** The account of tax whose code is not known. */
    public static final String TAX = "Tax";

    private final Names names;

    /** The one name of what may be called by several. */
    @FunctionalInterface
    public interface Names {
        String full(What what, String name);
    }

    public Amounts(Names names) {
        this.names = names;
    }

    /** @param content as a document is coded now */
    public List<Amount> of(DocumentKey document, Content content) {
        return of(document, content, content.header().date());
    }

    /** What stands in the books by an entry; nothing for one that is void, or that was there before. */
    public List<Amount> of(LedgerEntry entry) {
        return entry.adopted()
                ? List.of()
                : entry.content().map(content -> of(entry.key().source(), content, entry.date())).orElse(List.of());
    }

    /** What a document comes to that cannot be coded, or is not to be posted yet. */
    public static Amount whole(DocumentKey document, Family family, String number, LocalDate day, BigDecimal total) {
        return new Amount(family, document.spoken(), number, day, "", "", total);
    }

    /**
     * What a document of the books comes to there; what is neither a line nor tax stands without an account.
     *
     * @param document as it is called in all three
     */
    public List<Amount> of(String document, BookedDocument booked) {
        Family family = booked.form().family();
        String location = full(What.LOCATION, booked.location());
        List<Amount> amounts = new ArrayList<>();
        if (family == Family.SETTLEMENT || family == Family.DEPOSIT) {
            amounts.add(amount(document, booked, location, full(What.ACCOUNT, booked.account()), booked.total()));
        } else if (family == Family.SALE) {
            BigDecimal rest = booked.total().subtract(booked.tax());
            for (BookedDocument.BookedLine line : booked.lines()) {
                String unit = line.itemClass().isEmpty() ? location : full(What.CLASS, line.itemClass());
                String account = line.item().isEmpty() ? line.account() : full(What.ITEM, line.item());
                amounts.add(amount(document, booked, unit, account, line.amount()));
                rest = rest.subtract(line.amount());
            }
            String code = booked.taxCode().isEmpty() ? TAX : full(What.TAX_CODE, booked.taxCode());
            amounts.add(amount(document, booked, location, code, booked.tax()));
            amounts.add(amount(document, booked, location, "", rest));
        }
        amounts.removeIf(one -> one.amount().signum() == 0);
        return amounts;
    }

    private static Amount amount(String document, BookedDocument booked, String unit, String account, BigDecimal amount) {
        return new Amount(booked.form().family(), document, booked.ref().number(), booked.date(), unit, account,
                amount.multiply(BigDecimal.valueOf(booked.form().sign())));
    }

    private List<Amount> of(DocumentKey document, Content content, LocalDate day) {
        Header header = content.header();
        String location = full(What.LOCATION, header.location().orElse(""));
        List<Amount> amounts = new ArrayList<>();
        if (content.family() == Family.DEPOSIT) {
            // What the bank kept never reached the account.
            return List.of(new Amount(Family.DEPOSIT, document.spoken(), header.number(), day, location,
                    full(What.ACCOUNT, header.account().orElse("")), content.total()));
        }
        for (Line line : content.lines()) {
            String unit = line.itemClass().isEmpty() ? location : full(What.CLASS, line.itemClass());
            String account = content.family() == Family.SETTLEMENT
                    ? full(What.ACCOUNT, header.account().orElse(""))
                    : full(What.ITEM, line.item());
            amounts.add(new Amount(content.family(), document.spoken(), header.number(), day, unit, account, line.amount()));
        }
        if (content.tax().signum() != 0) {
            amounts.add(new Amount(content.family(), document.spoken(), header.number(), day, location,
                    header.taxCode().map(code -> full(What.TAX_CODE, code)).orElse(TAX), content.tax()));
        }
        return amounts;
    }

    private String full(What what, String name) {
        return name.isEmpty() ? name : names.full(what, name);
    }
}
