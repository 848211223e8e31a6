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

    /** The one name of what may be called by several; a name that nothing bears stays as it is. */
    default String full(What what, String name) {
        return name;
    }

    /** The whole name of the account in which payments wait until a deposit takes them; empty where the books have none. */
    default Optional<String> undeposited() {
        return Optional.empty();
    }

    /** @return empty when there is no such item in use */
    Optional<AccountType> accountOf(String item);
}
