package io.fieldline.agent.tool;

/**
 * The annotations of a tool in the Model Context Protocol.
 *
 * @param readOnly it changes nothing
 * @param destructive what it changes may be lost; of no meaning where it only reads
 * @param idempotent asking again with the same arguments changes nothing more
 * @param openWorld it reaches a system outside of Fieldline
 */
public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {

    /** Reads ServiceTitan. */
    public static Hints reading() {
        return new Hints(true, false, true, true);
    }

    /** Adds to ServiceTitan, or changes what can be changed back. */
    public static Hints writing() {
        return new Hints(false, false, false, true);
    }

    /** May take away what cannot be brought back. */
    public static Hints destroying() {
        return new Hints(false, true, false, true);
    }
}
