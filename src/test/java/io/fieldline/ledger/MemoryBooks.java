package io.fieldline.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Books that refuse what real ones refuse: closed days, taken numbers, more applied than is open, a stale version. */
public final class MemoryBooks implements Books {

    /** As the books have it: amounts positive in their form. */
    static final class Doc {
        final String id;
        final Form form;
        final EntryKey entry;
        Content content;
        LocalDate date;
        int version;
        List<BooksWrite.Settled> links = List.of();

        Doc(String id, Form form, EntryKey entry) {
            this.id = id;
            this.form = form;
            this.entry = entry;
        }

        BigDecimal total() {
            return content == null ? Cents.ZERO : content.total().abs();
        }
    }

    /** Where payments wait until a deposit takes them. */
    public static final String UNDEPOSITED = "Undeposited Funds";

    /** Called before and after each write; may throw, as a crash does, or say that the answer is lost. */
    public interface Hook {
        boolean lost(boolean before);
    }

    public Hook hook = before -> false;
    LocalDate closedUntil;
    /** Makes every total that many cents wrong, as a system does that computes taxes by itself. */
    BigDecimal wrongBy = Cents.ZERO;
    /** What they answer as the total of a void document. */
    BigDecimal leftByVoid = Cents.ZERO;
    public int writes;
    /** Whether they answer to anything. */
    boolean answers = true;
    /** Of which document a write is asked for. */
    EntryKey current;
    /** The ids of all requests. */
    final List<String> asked = new ArrayList<>();
    private int made;
    final Map<String, Doc> docs = new LinkedHashMap<>();
    private final Map<String, PostOutcome> given = new HashMap<>();

    @Override
    public Optional<LocalDate> closedUntil() {
        return Optional.ofNullable(closedUntil);
    }

    @Override
    public boolean answer() {
        return answers;
    }

    @Override
    public List<PostOutcome> post(List<BooksWrite> all) {
        List<PostOutcome> outcomes = new ArrayList<>();
        all.forEach(write -> outcomes.add(post(write)));
        return outcomes;
    }

    private PostOutcome post(BooksWrite write) {
        current = write.entry();
        asked.add(write.requestId());
        if (hook.lost(true)) {
            return new PostOutcome.Later("busy", Optional.empty());
        }
        PostOutcome known = given.get(write.requestId());
        PostOutcome outcome = known == null ? take(write) : known;
        if (outcome instanceof PostOutcome.Posted || outcome instanceof PostOutcome.Removed) {
            given.put(write.requestId(), outcome);
        }
        return hook.lost(false) ? new PostOutcome.Later("no answer", Optional.empty()) : outcome;
    }

    private PostOutcome take(BooksWrite write) {
        Doc doc = write.current().map(ref -> docs.get(ref.id()))
                .orElseGet(() -> new Doc(Integer.toString(++made), write.form(), write.entry()));
        if (write.current().isPresent() && !held(doc.content).equals(held(write.before().orElse(null)))) {
            return new PostOutcome.Edited("other amounts");
        }
        LocalDate day = write.content().map(content -> content.header().date()).orElse(doc.date);
        if (closed(day) || doc.date != null && closed(doc.date)) {
            return new PostOutcome.Closed();
        }
        Optional<String> wrong = write.content().flatMap(content -> problem(doc, content, write.settled()));
        if (wrong.isPresent()) {
            return new PostOutcome.Refused(wrong.get());
        }
        BigDecimal total = write.content().map(content -> content.total().abs()).orElse(Cents.ZERO);
        if (deposited(doc.id) && (total.compareTo(doc.total()) != 0 || !account(write).equals(account(doc)))) {
            return new PostOutcome.Refused("a deposit took " + doc.id);
        }
        if (!deposited(doc.id) && applied(doc.id).compareTo(total) > 0) {
            return new PostOutcome.Refused("more is applied to " + doc.id + " than it would hold");
        }
        if (write.content().isEmpty() && (doc.form == Form.CREDIT || doc.form == Form.REFUND || doc.form == Form.DEPOSIT)) {
            docs.remove(doc.id);
            writes++;
            return new PostOutcome.Removed();
        }
        doc.content = write.content().orElse(null);
        doc.date = day;
        doc.links = write.settled();
        doc.version++;
        docs.put(doc.id, doc);
        writes++;
        return new PostOutcome.Posted(new BooksRef(doc.id, "", Integer.toString(doc.version)),
                write.content().isPresent() && total.signum() > 0 ? total.add(wrongBy) : total.add(leftByVoid));
    }

    private static Object held(Content content) {
        return content == null ? "void" : List.of(content.header(), content.lines(), content.tax());
    }

    private boolean closed(LocalDate day) {
        return closedUntil != null && !day.isAfter(closedUntil);
    }

    private Optional<String> problem(Doc doc, Content content, List<BooksWrite.Settled> settled) {
        if (content.form() != doc.form) {
            return Optional.of("a negative " + doc.form);
        }
        if (doc.form == Form.DEPOSIT) {
            return problemOfDeposit(doc, content, settled);
        }
        boolean taken = doc.form == Form.INVOICE && docs.values().stream().anyMatch(other -> other != doc
                && other.form == Form.INVOICE && number(other).equals(content.header().number()));
        if (taken) {
            return Optional.of("the number " + content.header().number() + " is taken");
        }
        BigDecimal toInvoices = sum(settled, Form.INVOICE);
        BigDecimal fromCredits = sum(settled, Form.CREDIT);
        if (toInvoices.compareTo(content.total().abs().add(fromCredits)) > 0
                || doc.form == Form.APPLICATION && toInvoices.compareTo(fromCredits) != 0) {
            return Optional.of("more applied than there is");
        }
        for (BooksWrite.Settled one : settled) {
            Doc target = docs.get(one.id());
            BigDecimal others = applied(one.id()).subtract(own(doc, one.id()));
            BigDecimal here = settled.stream().filter(same -> same.id().equals(one.id())).map(BooksWrite.Settled::amount)
                    .reduce(Cents.ZERO, BigDecimal::add);
            if (target.content == null || target.form != one.form()
                    || target.content.header().customer() != content.header().customer()
                    || others.add(here).compareTo(target.total()) > 0) {
                return Optional.of("more applied to " + one.id() + " than is open, or it is another customer's");
            }
        }
        return Optional.empty();
    }

    private Optional<String> problemOfDeposit(Doc doc, Content content, List<BooksWrite.Settled> taken) {
        BigDecimal sum = content.lines().stream().filter(line -> !line.item().isEmpty()).map(Line::amount).reduce(Cents.ZERO,
                BigDecimal::add);
        for (BooksWrite.Settled one : taken) {
            Doc payment = docs.get(one.id());
            boolean elsewhere = docs.values().stream().anyMatch(other -> other != doc && other.form == Form.DEPOSIT
                    && own(other, one.id()).signum() != 0);
            if (elsewhere || payment.form != one.form() || payment.content == null
                    || payment.total().compareTo(one.amount()) != 0 || !account(payment).equals(UNDEPOSITED)
                    || taken.stream().filter(same -> same.id().equals(one.id())).count() > 1) {
                return Optional.of(one.id() + " cannot be deposited");
            }
            sum = sum.add(one.amount().multiply(BigDecimal.valueOf(one.form().sign())));
        }
        return taken.isEmpty() || sum.signum() < 0 || sum.compareTo(content.total()) != 0
                ? Optional.of("a deposit of " + sum + " is to come to " + content.total())
                : Optional.empty();
    }

    private boolean deposited(String id) {
        return docs.values().stream().anyMatch(other -> other.form == Form.DEPOSIT && own(other, id).signum() != 0);
    }

    private static String account(BooksWrite write) {
        return write.content().flatMap(content -> content.header().account()).orElse("");
    }

    private static String account(Doc doc) {
        return doc.content == null ? "" : doc.content.header().account().orElse("");
    }

    private static String number(Doc doc) {
        return doc.content == null ? "" : doc.content.header().number();
    }

    private static BigDecimal sum(List<BooksWrite.Settled> settled, Form form) {
        return settled.stream().filter(one -> one.form() == form).map(BooksWrite.Settled::amount).reduce(Cents.ZERO,
                BigDecimal::add);
    }

    BigDecimal applied(String id) {
        return docs.values().stream().map(doc -> own(doc, id)).reduce(Cents.ZERO, BigDecimal::add);
    }

    private static BigDecimal own(Doc doc, String id) {
        return doc.links.stream().filter(one -> one.id().equals(id)).map(BooksWrite.Settled::amount).reduce(Cents.ZERO,
                BigDecimal::add);
    }

    @Override
    public Optional<FoundInvoice> find(String number, long customer) {
        return docs.values().stream().filter(doc -> doc.form == Form.INVOICE && number(doc).equals(number))
                .filter(doc -> doc.content.header().customer() == customer).findFirst()
                .map(doc -> new FoundInvoice(new BooksRef(doc.id, number, Integer.toString(doc.version)), doc.date,
                        doc.total().subtract(applied(doc.id))));
    }
}
