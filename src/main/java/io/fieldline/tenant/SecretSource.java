package io.fieldline.tenant;

import java.util.Optional;

/** A place where secrets are kept. */
public interface SecretSource {

    /**
     * The secret as it is now.
     *
     * @throws io.fieldline.failure.MisconfiguredException when the place is there and cannot be read
     */
    Optional<String> find(String name);

    /** Where this source looks for a name, for a message: <code>the file config/secrets/ACME_APP_KEY</code>. */
    String place(String name);
}
