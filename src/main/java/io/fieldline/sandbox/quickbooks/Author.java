package io.fieldline.sandbox.quickbooks;

/** Who changes a record. */
enum Author {
    /** an application, which closed books are closed to */
    APPLICATION,
    /** the owner in the browser, who knows the closing password */
    OWNER
}
