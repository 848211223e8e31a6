package io.fieldline.outreach;

import java.time.Instant;
import java.util.Optional;

/** Who agreed in writing to be sent marketing texts, how, and when. */
public interface WrittenConsents {

    /**
     * @param address a number in E.164
     * @param source where it was given: <code>web form, booking page</code>
     */
    record WrittenConsent(String tenant, String address, long customerId, String source, Instant givenAt) {

        public WrittenConsent {
            if (!address.matches("\\+[1-9][0-9]{6,14}")) {
                throw new IllegalArgumentException("a written consent is for a number such as +15125550100");
            }
            if (source.isBlank()) {
                throw new IllegalArgumentException("a written consent says where it was given");
            }
        }
    }

    /** Takes the place of an earlier one for the address. */
    void record(WrittenConsent consent);

    Optional<WrittenConsent> find(String tenant, String address);

    /** @return whether there was one */
    boolean withdraw(String tenant, String address);
}
