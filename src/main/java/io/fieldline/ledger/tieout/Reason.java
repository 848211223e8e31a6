package io.fieldline.ledger.tieout;

/** Why two of the three do not agree. */
public enum Reason {
    QUARANTINED("waits in quarantine"), NOT_FINAL("is not posted yet"), CHANGED_IN_SERVICETITAN(
            "changed in ServiceTitan since it was posted"), NOT_POSTED("was not posted"), GONE_IN_SERVICETITAN(
                    "is not in ServiceTitan any more"), ELSEWHERE("stands elsewhere in the books"), CHANGED_IN_BOOKS(
                            "was changed in the books by hand"), MISSING_IN_BOOKS(
                                    "was posted, and is not in the books any more"), ONLY_IN_BOOKS("is only in the books");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /** What is said of a document. */
    public String words() {
        return words;
    }
}
