package io.fieldline.accounting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.SourceDeposit;
import io.fieldline.ledger.coding.SourcePayment;
import io.fieldline.ledger.coding.SourceSale;

/**
 * A document of ServiceTitan and what it means to the books.
 *
 * @param elsewhere whether it is in some books without the ledger, because somebody else exported it, or it came from there
 */
record Coded(DocumentKey key, Family family, String number, LocalDate day, BigDecimal total, boolean elsewhere,
        Verdict verdict) {

    static List<Coded> of(Reading reading) {
        Map<DocumentKey, Verdict> verdicts = new HashMap<>();
        for (Judged judged : reading.judged()) {
            verdicts.put(judged.key(), judged.verdict());
        }
        List<Coded> coded = new ArrayList<>();
        for (SourceSale sale : reading.sales()) {
            coded.add(new Coded(sale.key(), Family.SALE, sale.number(), sale.date(), sale.total(),
                    sale.exported() || sale.imported(), verdicts.get(sale.key())));
        }
        for (SourcePayment payment : reading.payments()) {
            coded.add(new Coded(payment.key(), Family.SETTLEMENT, payment.number(), payment.date(), payment.total(),
                    payment.exported(), verdicts.get(payment.key())));
        }
        for (SourceDeposit deposit : reading.deposits()) {
            coded.add(new Coded(deposit.key(), Family.DEPOSIT, deposit.number(), deposit.date(), deposit.net(),
                    deposit.exported(), verdicts.get(deposit.key())));
        }
        return coded;
    }

    /** Of what it is one, for people. */
    String kind() {
        return switch (key.kind()) {
            case INVOICE -> "ServiceTitan's invoices";
            case PAYMENT -> "ServiceTitan's payments";
            case CREDIT_MEMO -> "ServiceTitan's credit memos";
            case BANK_DEPOSIT -> "ServiceTitan's bank deposits";
        };
    }
}
