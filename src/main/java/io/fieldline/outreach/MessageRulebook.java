package io.fieldline.outreach;

import java.util.Optional;

/** What tenants settled, as it is in effect now. */
public interface MessageRulebook {

    /** @return empty while the tenant does not have this flow switched on */
    Optional<MessageRules> of(String tenant, String flow);
}
