package io.fieldline.ledger.tieout;

import java.time.LocalDate;

import io.fieldline.ledger.Family;

/** Where amounts are compared. */
public record Cell(LocalDate day, String unit, String account, Family family, String document) {

    static Cell of(Amount amount) {
        return new Cell(amount.day(), amount.unit(), amount.account(), amount.family(), amount.document());
    }
}
