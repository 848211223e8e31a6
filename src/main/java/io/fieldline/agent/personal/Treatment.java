package io.fieldline.agent.personal;

/** How a client is shown a kind of personal data. */
public enum Treatment {

    /** As it is. */
    CLEAR,
    /** Enough to tell two apart, not enough to use. */
    MASKED,
    /** By something that stands for it, which the client hands back where it is to be used. */
    TOKEN,
    /** Not at all. */
    HIDDEN
}
