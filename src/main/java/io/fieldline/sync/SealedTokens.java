package io.fieldline.sync;

import java.util.Optional;

/** Tokens that a provider changes with their use, sealed by whoever keeps them: what is kept here nobody else can read. */
public interface SealedTokens {

    /** @param account of the provider, such as <code>quickbooks/client/realm</code> */
    Optional<String> find(String account);

    /** In place of what was kept of the account; it is on disk when this returns. */
    void keep(String account, String sealed);
}
