package io.fieldline.accounting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.QuarantinedDocument;
import io.fieldline.ledger.Result;
import io.fieldline.ledger.coding.ReadPage;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** Posts documents again when a person asks for it. */
public final class PostingDesk {

    private static final int AT_ONCE = 100;

    private final Tenants tenants;
    private final Bookkeepers bookkeepers;

    public PostingDesk(Tenants tenants, Bookkeepers bookkeepers) {
        this.tenants = tenants;
        this.bookkeepers = bookkeepers;
    }

    /**
     * What became of a document.
     *
     * @param why it waits, was left alone or cannot be read; empty for the others
     */
    public record Fate(DocumentKey key, What what, String why) {}

    /** What can become of a document. */
    public enum What {
        POSTED("posted"), UNCHANGED("posted before, nothing to change"), WAITS("waits"), LEFT_ALONE("left alone"), UNREADABLE(
                "cannot be read"), GONE("not in ServiceTitan any more");

        private final String words;

        What(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Whether somebody has to do something. */
        public boolean waits() {
            return this == WAITS || this == UNREADABLE;
        }
    }

    /**
     * Reads documents anew and posts them, to all books of the tenant. It does so while the flow is paused, too.
     *
     * @param documents such as <code>invoice/4711</code>; empty for all that wait in quarantine
     * @param progress hears of each
     * @throws MisconfiguredException when the tenant posts nothing, or a document is named otherwise
     */
    public void postAgain(String tenant, List<String> documents, Consumer<Fate> progress) {
        Tenant whose = tenants.find(tenant).orElseThrow(() -> new MisconfiguredException("There is no tenant " + tenant));
        List<FlowSettings> flows = Bookkeepers.flows(whose);
        if (flows.isEmpty()) {
            throw new MisconfiguredException("Tenant " + tenant + " has switched on no flow that posts to books");
        }
        flows.forEach(flow -> postAgain(tenant, bookkeepers.of(whose, flow), documents, progress));
    }

    private static void postAgain(String tenant, Bookkeeping bookkeeping, List<String> documents, Consumer<Fate> progress) {
        List<DocumentKey> keys = documents.isEmpty()
                ? bookkeeping.quarantined().stream().map(QuarantinedDocument::key).toList()
                : documents.stream().map(text -> DocumentKey.of(tenant, bookkeeping.books(), text)).distinct().toList();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<DocumentKey> some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
            bookkeeping.letTryAnew(some);
            Outcome outcome = bookkeeping.postAgain(some);
            Map<DocumentKey, QuarantinedDocument> waiting = bookkeeping.quarantined().stream()
                    .collect(Collectors.toMap(QuarantinedDocument::key, Function.identity()));
            fates(some, outcome, waiting).forEach(progress);
        }
    }

    private static List<Fate> fates(Collection<DocumentKey> keys, Outcome outcome,
            Map<DocumentKey, QuarantinedDocument> waiting) {
        List<Fate> fates = new ArrayList<>();
        for (DocumentKey key : keys) {
            Optional<String> unreadable = refusal(key, outcome);
            if (unreadable.isPresent()) {
                fates.add(new Fate(key, What.UNREADABLE, unreadable.get()));
            } else if (waiting.containsKey(key)) {
                fates.add(new Fate(key, What.WAITS, reasons(waiting.get(key).gaps())));
            } else if (outcome.gone().contains(key)) {
                fates.add(new Fate(key, What.GONE, ""));
            } else if (outcome.leftAlone().containsKey(key)) {
                fates.add(new Fate(key, What.LEFT_ALONE, outcome.leftAlone().get(key)));
            } else {
                fates.add(new Fate(key, outcome.results().get(key) == Result.POSTED ? What.POSTED : What.UNCHANGED, ""));
            }
        }
        return fates;
    }

    private static String reasons(List<Gap> gaps) {
        return gaps.stream().map(gap -> gap.reason() + gap.suggestion().map(near -> "; the nearest is " + near).orElse(""))
                .collect(Collectors.joining("; "));
    }

    private static Optional<String> refusal(DocumentKey key, Outcome outcome) {
        return outcome.refused().stream().filter(one -> Long.valueOf(key.id()).equals(one.row().get("id")))
                .map(ReadPage.Refused::why).map(Throwable::getMessage).findFirst();
    }
}
