package io.fieldline.messaging;

import java.util.Arrays;
import java.util.List;

import io.fieldline.outreach.SequenceNames;

/** What customers are followed up on. */
public enum FollowUpKind {

    /** A message that asks for a review of a completed job. */
    REVIEW("review", "job", ""),

    RENEWAL("renewal", "membership", SequenceNames.MEMBERSHIP_RENEWAL),

    WIN_BACK("win_back", "membership", SequenceNames.LAPSED_MEMBER),

    ESTIMATE("estimate", "estimate", SequenceNames.OPEN_ESTIMATE);

    private final String word;
    private final String subject;
    private final String sequence;

    FollowUpKind(String word, String subject, String sequence) {
        this.word = word;
        this.subject = subject;
        this.sequence = sequence;
    }

    /** As people write it. */
    public String word() {
        return word;
    }

    /** The kind of record that it is about. */
    public String subject() {
        return subject;
    }

    /** Of a sequence, by the name that a flow's setting holds. */
    boolean isOf(String name) {
        return !sequence.isEmpty() && sequence.equals(name);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(FollowUpKind::word).toList();
    }
}
