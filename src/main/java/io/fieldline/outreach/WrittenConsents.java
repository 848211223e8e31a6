package io.fieldline.outreach;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who agreed in writing to be sent marketing, how, and when. Texts need it; of an e-mail address it is kept as evidence.
 */
public interface WrittenConsents {

    /**
     * @param address a number in E.164, or an e-mail address in lower case
     * @param customerId 0 when it is not known whose it is
     * @param source where it was given: <code>web form, booking page</code>
     */
    record WrittenConsent(String tenant, String address, long customerId, String source, Instant givenAt) {

        public WrittenConsent {
            if (!address.matches("\\+[1-9][0-9]{6,14}|[^\\s@]+@[^\\s@]+")) {
                throw new IllegalArgumentException("a written consent is for a number such as +15125550100, or an address");
            }
            if (source.isBlank()) {
                throw new IllegalArgumentException("a written consent says where it was given");
            }
        }
    }

    /** Takes the place of an earlier one for the address. */
    void record(WrittenConsent consent);

    Optional<WrittenConsent> find(String tenant, String address);

    /** The newest first. */
    List<WrittenConsent> list(String tenant, int limit);

    /** @return whether there was one */
    boolean withdraw(String tenant, String address);
}
