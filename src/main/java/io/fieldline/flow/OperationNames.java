package io.fieldline.flow;

import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.catalog.Catalog;

/** Checks operations that a settings file names, <code>crm/customers#create</code>, against the catalogue. */
final class OperationNames {

    private final Catalog catalog;

    OperationNames(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What is wrong with a name and what may have been meant; empty when it is an operation's. */
    Optional<String> problem(String name) {
        int slash = name.indexOf('/');
        int hash = name.indexOf('#');
        if (slash < 1 || hash < slash + 2 || hash == name.length() - 1) {
            return Optional.of("must be operations such as crm/customers#create (found " + name + ")");
        }
        try {
            catalog.collection(name.substring(0, slash), name.substring(slash + 1, hash)).operation(name.substring(hash + 1));
            return Optional.empty();
        } catch (MisconfiguredException unknown) {
            return Optional.of("must be an operation of ServiceTitan (found " + name + "): " + unknown.getMessage());
        }
    }
}
