package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a job costs: its work, one kind of material, and the tax on the material.
 *
 * @param service price of the work
 * @param material index of the material in the price book
 * @param quantity how many of it
 * @param unitPrice of one
 */
record JobMoney(BigDecimal service, int material, int quantity, BigDecimal unitPrice) {

    static final BigDecimal TAX_RATE = new BigDecimal("0.0825");

    static JobMoney of(Plan plan, long job, JobKind kind) {
        int dollars = kind.low() + plan.seeded().below(kind.high() - kind.low() + 1, job, 11);
        int cents = plan.seeded().below(4, job, 12) * 25;
        int material = plan.seeded().below(PriceBookRows.MATERIALS, job, 13);
        int quantity = 1 + plan.seeded().below(4, job, 14);
        return new JobMoney(BigDecimal.valueOf(dollars * 100L + cents, 2), material, quantity,
                PriceBookRows.materialPrice(material));
    }

    BigDecimal materials() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }

    BigDecimal subTotal() {
        return service.add(materials());
    }

    BigDecimal tax() {
        return materials().multiply(TAX_RATE).setScale(2, RoundingMode.HALF_UP);
    }

    BigDecimal total() {
        return subTotal().add(tax());
    }
}
