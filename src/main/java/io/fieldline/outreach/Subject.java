package io.fieldline.outreach;

/**
 * The record that a message is about.
 *
 * @param kind ServiceTitan's word in the singular: <code>job</code>, <code>appointment</code>, <code>membership</code>
 * @param occasion tells one time from another where the same thing comes again: the day on which a membership ends; mostly
 *        empty
 */
public record Subject(String kind, long id, String occasion) {

    public Subject {
        if (!kind.matches("[A-Za-z]+")) {
            throw new IllegalArgumentException("the kind of a subject is one word, not \"" + kind + "\"");
        }
        if (id <= 0) {
            throw new IllegalArgumentException("the id of a " + kind + " is above 0, not " + id);
        }
    }

    public static Subject of(String kind, long id) {
        return new Subject(kind, id, "");
    }

    /** <code>job/4711</code>, whatever the occasion. */
    public String record() {
        return kind + "/" + id;
    }

    /** <code>job/4711</code>, <code>membership/12@2026-12-31</code> */
    public String text() {
        return occasion.isEmpty() ? record() : record() + "@" + occasion;
    }
}
