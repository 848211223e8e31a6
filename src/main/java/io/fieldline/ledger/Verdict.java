package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a document of ServiceTitan means to the books. */
public sealed interface Verdict {

    /**
     * The books are to hold this.
     *
     * @param content empty when they are to hold nothing, because the document is void
     * @param settles what ServiceTitan says it settles
     * @param banked what a deposit takes; empty for every other document
     */
    record Wanted(Optional<Content> content, List<Settling> settles, Optional<Banked> banked) implements Verdict {

        public Wanted {
            settles = List.copyOf(settles);
        }

        public Wanted(Optional<Content> content, List<Settling> settles) {
            this(content, settles, Optional.empty());
        }
    }

    /** It cannot be posted yet. What was posted of it before stays as it is. */
    record Held(List<Gap> gaps) implements Verdict {

        public Held {
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * It is none of ours: not final yet, or from before the cut-over, or posted by somebody else.
     *
     * @param forGood false for one that may be posted later
     */
    record LeftAlone(String reason, boolean forGood) implements Verdict {}

    /**
     * @param number of the invoice
     * @param older whether the invoice is from before the cut-over, so that it is looked for in the books by its number
     * @param amount signed as ServiceTitan has it
     */
    record Settling(long invoice, String number, boolean older, BigDecimal amount) {}

    /**
     * The payments that a deposit takes to the bank.
     *
     * @param from names of the account in which they must stand
     */
    record Banked(Set<String> from, List<Payment> payments) {

        public Banked {
            from = Set.copyOf(from);
            payments = List.copyOf(payments);
        }

        /** @param amount signed as ServiceTitan has it: a refund is negative */
        public record Payment(long id, String number, BigDecimal amount) {}
    }
}
