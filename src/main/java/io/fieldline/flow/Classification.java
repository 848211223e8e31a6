package io.fieldline.flow;

import java.util.Optional;

import io.fieldline.failure.SyncException;

/** What an adapter knows about the failures of its own library: which of the four kinds they are. */
public interface Classification {

    /** Empty when it does not know this failure. The message of the answer must be free of secrets and of the record. */
    Optional<SyncException> classify(Throwable failure);
}
