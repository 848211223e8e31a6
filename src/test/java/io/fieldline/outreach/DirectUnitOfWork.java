package io.fieldline.outreach;

import java.util.function.Supplier;

import io.fieldline.sync.UnitOfWork;

/** Runs the work as it is, for stores that live in memory. */
final class DirectUnitOfWork implements UnitOfWork {

    @Override
    public <T> T execute(Supplier<T> work) {
        return work.get();
    }
}
