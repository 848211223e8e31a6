package io.fieldline.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What was posted, what waits, and for what. */
public interface LedgerStore {

    /** All entries of each of the sources, of every family, void ones too, in the order of their parts. */
    Map<DocumentKey, List<LedgerEntry>> of(Collection<DocumentKey> sources);

    /** Entries that stand for documents of the books, by the books' ids, which documents of different forms may share. */
    List<LedgerEntry> referring(String tenant, String books, Collection<String> ids);

    /** Entries that stand, on days from one to the other, both included. */
    List<LedgerEntry> onDays(String tenant, String books, LocalDate from, LocalDate until);

    /** Entries with a write under way. */
    List<LedgerEntry> underWay(String tenant, String books);

    /** Keeps entries as they are given, in one transaction. */
    void keep(Collection<LedgerEntry> entries);

    /** How much of each document payments and credits settle, as the entries that stand say. */
    Map<EntryKey, BigDecimal> settled(Collection<EntryKey> targets);

    /** The entries that settle a document. */
    List<LedgerEntry> settling(EntryKey target);

    /** How many times entries of the books were kept until now; what is kept later has a higher position. */
    long position(String tenant, String books);

    /**
     * Keeps for what documents wait, in place of what each waited for before, in one transaction.
     *
     * @param awaited by the document that waits; empty where it waits for none any more
     * @param position since when
     */
    void awaits(Map<DocumentKey, ? extends Collection<DocumentKey>> awaited, long position);

    /** As {@link #awaits}, besides what it waited for before. */
    void awaitsToo(DocumentKey waiting, Collection<DocumentKey> awaited, long position);

    /** Documents of which something they wait for was kept since they wait for it. */
    List<DocumentKey> ready(String tenant, String books, int limit);

    /** What a document waits for; empty when it waits for none. */
    List<DocumentKey> awaited(DocumentKey waiting);

    /** Puts a document into quarantine, or changes its reasons; since when it waits stays. */
    void quarantine(DocumentKey key, List<Gap> gaps, Instant now);

    /** How people know a document that is in quarantine; does nothing for one that is not. */
    void describe(DocumentKey key, String number, LocalDate date);

    /** Why each of the documents waits that is in quarantine. */
    Map<DocumentKey, List<Gap>> gaps(Collection<DocumentKey> keys);

    /** Takes documents out of quarantine, those that are in it, in one transaction. */
    void release(Collection<DocumentKey> keys);

    /** Those that wait longest come first. */
    List<QuarantinedDocument> quarantined(String tenant, String books);

    /** How many there are. */
    long quarantinedCount(String tenant, String books);
}
