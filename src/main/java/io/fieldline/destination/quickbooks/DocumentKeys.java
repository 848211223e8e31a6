package io.fieldline.destination.quickbooks;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Form;

/** The key by which a transaction's private note says for which entry of the ledger it stands. */
final class DocumentKeys {

    private static final int LONGEST_NOTE = 4_000;
    private static final Pattern KEY = Pattern
            .compile(
                    "^(?:Voided\\s*-?\\s*)?Fieldline ([^/\\s]+)/(invoice|payment|credit-memo|bank-deposit)/(\\d{1,18})/(\\d{1,6})(?:\\s|$)");

    private DocumentKeys() {}

    /** @param kind in small letters */
    record Key(String tenant, String kind, long id, int part) {

        /** @param books the connection's name */
        EntryKey entry(String books, Form form) {
            DocumentKind document = DocumentKind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_'));
            return new EntryKey(new DocumentKey(tenant, books, document, id), form.family(), part);
        }
    }

    static String note(EntryKey entry, String memo) {
        String note = "Fieldline " + entry.source().tenant() + "/" + kind(entry) + "/" + entry.source().id() + "/"
                + entry.part() + (memo.isBlank() ? "" : "\n" + memo.strip());
        return note.substring(0, Math.min(note.length(), LONGEST_NOTE));
    }

    private static String kind(EntryKey entry) {
        return entry.source().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Key> in(JsonNode row) {
        Matcher key = KEY.matcher(row.path("PrivateNote").asText(""));
        return key.find()
                ? Optional.of(new Key(key.group(1), key.group(2), Long.parseLong(key.group(3)), Integer.parseInt(key.group(4))))
                : Optional.empty();
    }

    static boolean isOf(JsonNode row, EntryKey entry) {
        return in(row).filter(key -> key.equals(
                new Key(entry.source().tenant(), kind(entry), entry.source().id(), entry.part()))).isPresent();
    }
}
