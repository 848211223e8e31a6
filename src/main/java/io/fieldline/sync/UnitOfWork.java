package io.fieldline.sync;

import java.util.function.Supplier;

/**
 * Makes several writes one. Where rows and state share a database, what runs inside is one transaction on the calling
 * thread and is rolled back when it throws.
 */
public interface UnitOfWork {

    <T> T execute(Supplier<T> work);
}
