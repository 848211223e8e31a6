package io.fieldline.flow;

/** Who wrote a flow. */
public enum Origin {

    /** It came with Fieldline. */
    SHIPPED,

    /** It lies in the owner's own folder, <code>config/routes</code>. */
    OWNER
}
