package io.fieldline.sync.pair;

import java.util.Optional;

/** ServiceTitan's side. It takes no key that would make a repeated creation harmless, so one is looked for before. */
public interface ServiceTitanSide extends Side {

    /** The customer that was created for a record of the CRM, if there is one. */
    Optional<String> findCreated(String crmId);
}
