package io.fieldline.ledger;

/** What became of a document in this turn. */
public enum Result {
    /** Something was written to the books. */
    POSTED,
    /** The books held it already. */
    UNCHANGED,
    /** It is in quarantine. */
    HELD,
    /** It is none of ours. */
    LEFT_ALONE
}
