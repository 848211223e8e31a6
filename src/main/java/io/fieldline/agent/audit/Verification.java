package io.fieldline.agent.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.agent.tool.CanonicalJson;

/** Goes through the whole audit and says what does not fit together. */
public final class Verification {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<Long, String> open = new TreeMap<>();
    private Optional<AuditEntry> before = Optional.empty();
    private long entries;

    private Verification() {}

    /** @param entry the number of the entry that it is about */
    public record Problem(long entry, String text) {}

    /**
     * @param unfinished writes that were begun and of whose end nothing is known, with their tools
     */
    public record Result(long entries, List<Problem> problems, Map<Long, String> unfinished) {}

    public static Result of(AuditStore store, AuditHead head) {
        Verification verification = new Verification();
        // Read first: what is added meanwhile is behind it.
        Optional<AuditHead.Mark> mark = head.read();
        List<AuditEntry> page;
        long after = 0;
        do {
            page = store.after(after, PAGE);
            page.forEach(verification::look);
            after = page.isEmpty() ? after : page.get(page.size() - 1).number();
        } while (page.size() == PAGE);
        verification.compare(mark, store);
        return new Result(verification.entries, List.copyOf(verification.problems), Map.copyOf(verification.open));
    }

    private void look(AuditEntry entry) {
        entries++;
        long expected = before.map(AuditEntry::number).orElse(0L) + 1;
        if (entry.number() != expected) {
            problem(entry.number(), "does not follow on " + (expected - 1) + ": what stood between was taken away");
        }
        if (!CanonicalJson.sha256(entry.body()).equals(entry.hash())) {
            problem(entry.number(), "was altered: it does not have the hash that is kept of it");
        }
        try {
            follow(entry, JSON.readTree(entry.body()), entry.number() == expected);
        } catch (JsonProcessingException e) {
            problem(entry.number(), "was altered: it cannot be read any more");
        }
        before = Optional.of(entry);
    }

    private void follow(AuditEntry entry, JsonNode body, boolean next) {
        if (body.path("number").asLong() != entry.number()) {
            problem(entry.number(), "was altered: it says to be entry " + body.path("number").asText());
        }
        if (next && !body.path("before").asText().equals(before.map(AuditEntry::hash).orElse(Audit.BEGINNING))) {
            problem(entry.number(), "does not hold the hash of the entry before: one of the two was altered");
        }
        if (body.path("event").asText().equals("begun")) {
            open.put(entry.number(), body.path("tool").asText());
        }
        if (body.path("event").asText().equals("ended")) {
            open.remove(body.path("facts").path("begun").asLong());
        }
    }

    private void compare(Optional<AuditHead.Mark> mark, AuditStore store) {
        if (mark.isEmpty()) {
            if (entries > 0) {
                problem(0, "the file " + AuditHead.FILE + " in the data folder, which says how far the audit got, is gone");
            }
            return;
        }
        long number = mark.get().number();
        Optional<AuditEntry> entry = store.find(number);
        if (entry.isEmpty()) {
            long last = before.map(AuditEntry::number).orElse(0L);
            problem(number, last > number
                    ? "is gone, although there are entries after it"
                    : "is gone, with all from " + (last + 1) + " on: the audit's end was cut off");
        } else if (!entry.get().hash().equals(mark.get().hash())) {
            problem(number, "is not the one that the file " + AuditHead.FILE + " knows: the audit was written anew");
        }
    }

    private void problem(long entry, String text) {
        problems.add(new Problem(entry, text));
    }
}
