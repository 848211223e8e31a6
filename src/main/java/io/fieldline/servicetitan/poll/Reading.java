package io.fieldline.servicetitan.poll;

/** A way of reading a collection that yields batches until there is nothing more for now. */
interface Reading {

    /** The next batch, or null at the end. A batch may hold no records and still move the position. */
    Batch next();
}
