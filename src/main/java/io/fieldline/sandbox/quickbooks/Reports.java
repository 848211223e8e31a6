package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Request;

/** The report TrialBalance, on an accrual basis, of the evening of <code>end_date</code>, today where there is none. */
final class Reports {

    private final Records records;
    private final Journal journal;

    Reports(Company company) {
        this.records = company.records();
        this.journal = company.journal();
    }

    Answer report(List<String> path, Request request) {
        if (path.size() != 2 || !path.get(1).equals("TrialBalance")) {
            throw Refusal.unsupported("report");
        }
        ObjectNode asked = Fields.NODES.objectNode().put("end_date",
                request.parameter("end_date").orElse(records.today().toString()));
        LocalDate day = Fields.date(asked, "end_date");
        ObjectNode body = Fields.NODES.objectNode();
        body.putObject("Header").put("ReportName", "TrialBalance").put("ReportBasis", "Accrual").put("Currency", "USD")
                .put("EndPeriod", day.toString());
        ArrayNode columns = body.putObject("Columns").putArray("Column");
        columns.addObject().put("ColTitle", "").put("ColType", "Account");
        columns.addObject().put("ColTitle", "Debit").put("ColType", "Money");
        columns.addObject().put("ColTitle", "Credit").put("ColType", "Money");
        rows(body.putObject("Rows").putArray("Row"), journal.balancesOn(day));
        return new Answer(body);
    }

    private void rows(ArrayNode rows, Map<String, BigDecimal> balances) {
        BigDecimal debits = BigDecimal.ZERO;
        BigDecimal credits = BigDecimal.ZERO;
        for (ObjectNode account : records.all(EntityKind.ACCOUNT)) {
            BigDecimal balance = balances.getOrDefault(Fields.text(account, "Id"), BigDecimal.ZERO);
            if (balance.signum() != 0) {
                debits = debits.add(balance.max(BigDecimal.ZERO));
                credits = credits.add(balance.min(BigDecimal.ZERO).negate());
                ArrayNode cells = rows.addObject().putArray("ColData");
                cells.addObject().put("value", Fields.text(account, "FullyQualifiedName")).put("id",
                        Fields.text(account, "Id"));
                amounts(cells, balance.max(BigDecimal.ZERO), balance.min(BigDecimal.ZERO).negate());
            }
        }
        ArrayNode total = rows.addObject().put("type", "Section").put("group", "GrandTotal").putObject("Summary")
                .putArray("ColData");
        total.addObject().put("value", "TOTAL");
        amounts(total, debits, credits);
    }

    private static void amounts(ArrayNode cells, BigDecimal debit, BigDecimal credit) {
        cells.addObject().put("value", debit.signum() == 0 ? "" : debit.toPlainString());
        cells.addObject().put("value", credit.signum() == 0 ? "" : credit.toPlainString());
    }
}
