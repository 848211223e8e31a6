package io.fieldline.destination.hubspot;

import java.time.Instant;
import java.util.Locale;

import io.fieldline.failure.MisconfiguredException;

/** How far the changes were read. As text it is a word and its parts: <code>watching 1732550000000 1732550000000</code>. */
sealed interface Position {

    /**
     * In the middle of everything there is.
     *
     * @param began when the listing did
     * @param after HubSpot's own token; null on the first page
     */
    record Listing(Instant began, String after) implements Position {

        @Override
        public String text() {
            return "listing " + began.toEpochMilli() + " " + after;
        }
    }

    /**
     * Between two looks.
     *
     * @param mark until when changes were seen
     * @param deletedMark until when deletes were seen
     */
    record Watching(Instant mark, Instant deletedMark) implements Position {

        @Override
        public String text() {
            return "watching " + mark.toEpochMilli() + " " + deletedMark.toEpochMilli();
        }
    }

    /**
     * In the middle of a look.
     *
     * @param watched what was seen before it
     * @param began when the look did
     * @param object whose changes are being read
     * @param stamp where they go on: changes at this time or later
     * @param id among many objects that changed at this very time, the last one seen; null while there are not so many
     */
    record Looking(Watching watched, Instant began, CrmObject object, Instant stamp, String id) implements Position {

        @Override
        public String text() {
            return "looking " + watched.mark().toEpochMilli() + " " + watched.deletedMark().toEpochMilli() + " "
                    + began.toEpochMilli() + " " + object.word() + " " + stamp.toEpochMilli() + (id == null ? "" : " " + id);
        }
    }

    String text();

    static Position of(String text) {
        String[] parts = text.split(" ");
        try {
            return switch (parts[0]) {
                case "listing" -> new Listing(time(parts[1]), parts[2]);
                case "watching" -> new Watching(time(parts[1]), time(parts[2]));
                case "looking" -> new Looking(new Watching(time(parts[1]), time(parts[2])), time(parts[3]),
                        CrmObject.valueOf(parts[4].toUpperCase(Locale.ROOT)), time(parts[5]),
                        parts.length > 6 ? parts[6] : null);
                default -> throw new IllegalArgumentException("unknown word");
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new MisconfiguredException("'" + text + "' is no position in HubSpot's changes", e);
        }
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
