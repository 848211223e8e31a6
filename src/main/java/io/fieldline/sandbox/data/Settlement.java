package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What happened to a few jobs after their invoice, so that every kind of document is there. In each hundred of jobs: a paid
 * invoice is adjusted by a negative amount, which is paid back; an unpaid one gets a further charge, and a payment of half of
 * it and all of the charge; of another unpaid one the material is credited.
 */
final class Settlement {

    static final BigDecimal REDUCTION = new BigDecimal("25.00");
    static final BigDecimal CHARGE = new BigDecimal("45.00");
    private static final int HUNDRED = 100;
    private static final int IN_HUNDRED = 60;

    private final Plan plan;

    Settlement(Plan plan) {
        this.plan = plan;
    }

    /** How many hundreds of jobs it happened in. */
    int hundreds() {
        return Math.max(0, (plan.jobs() - Plan.TWENTY - IN_HUNDRED - Plan.CANCELED + HUNDRED) / HUNDRED);
    }

    /** The paid job whose invoice was reduced. */
    int reduced(int hundred) {
        return hundred * HUNDRED + IN_HUNDRED;
    }

    /** The unpaid job that was charged more for, and paid in part. */
    int charged(int hundred) {
        return reduced(hundred) + Plan.PAID;
    }

    /** The unpaid job whose material was credited. */
    int credited(int hundred) {
        return charged(hundred) + 1;
    }

    JobMoney money(int job) {
        return JobMoney.of(plan, job, plan.kindOfJob(job));
    }

    /** What was paid of the invoice that was charged more for. */
    BigDecimal partPaid(int hundred) {
        return money(charged(hundred)).total().divide(BigDecimal.valueOf(2), 2, RoundingMode.DOWN);
    }

    BigDecimal credit(int hundred) {
        JobMoney money = money(credited(hundred));
        return money.materials().add(money.tax());
    }

    /** What was paid of, or credited on, an invoice that is not paid as a whole. */
    BigDecimal settled(int job) {
        int hundred = (job - IN_HUNDRED) / HUNDRED;
        if (job < IN_HUNDRED || hundred >= hundreds()) {
            return BigDecimal.ZERO;
        }
        return job == charged(hundred) ? partPaid(hundred) : job == credited(hundred) ? credit(hundred) : BigDecimal.ZERO;
    }

    /** The invoice that reduces, and after it the one that charges more. */
    long adjustment(int hundred, boolean charges) {
        return Ids.INVOICES + plan.jobs() + hundred * 2L + (charges ? 1 : 0);
    }
}
