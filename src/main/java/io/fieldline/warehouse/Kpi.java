package io.fieldline.warehouse;

import java.util.List;

/** Figures that owners ask for, each with what it is made of. */
public enum Kpi {

    REVENUE("revenue", List.of("accounting/invoices"), "Sum of the invoices' subtotals, without tax; adjustments count.",
            "invoiceDate, the day on the invoice"),

    AVERAGE_TICKET("average_ticket", List.of("jpm/jobs"),
            "Sum of the totals of completed jobs by their number; jobs without charge are left out.",
            "completedOn of the job, in the tenant's time zone"),

    CLOSE_RATE("close_rate", List.of("sales/estimates"),
            "Of the jobs that got an estimate, the percentage with one that is sold by now.",
            "createdOn of the estimates, in the tenant's time zone");

    private final String word;
    private final List<String> streams;
    private final String definition;
    private final String dateBasis;

    Kpi(String word, List<String> streams, String definition, String dateBasis) {
        this.word = word;
        this.streams = streams;
        this.definition = definition;
        this.dateBasis = dateBasis;
    }

    public String word() {
        return word;
    }

    /** The collections whose tables it is worked out from, where it is not grouped. */
    public List<String> streams() {
        return streams;
    }

    public String definition() {
        return definition;
    }

    /** The date by which something belongs to a period. */
    public String dateBasis() {
        return dateBasis;
    }
}
