package io.fieldline.ledger;

import java.util.Collection;
import java.util.Optional;

/** What the books have to post to, by the names that people see. */
public interface BooksCatalogue {

    /** What can be named in a coding. */
    enum What {
        ITEM("item"), CLASS("class"), LOCATION("location"), TAX_CODE("tax code"), TERMS("terms"), METHOD(
                "payment method"), ACCOUNT("account");

        private final String word;

        What(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Where an item's sales go. */
    enum AccountType {
        INCOME, LIABILITY, OTHER
    }

    /** All that are in use. */
    Collection<String> names(What what);

    /** @return empty when there is no such item in use */
    Optional<AccountType> accountOf(String item);
}
