package io.fieldline.ledger;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a document amounts to. Contents of one family can be added and taken from each other, which is how a correction of a
 * closed period is found.
 *
 * @param tax signed as the lines are
 * @param applied what a payment or a credit settles, or a deposit takes
 */
public record Content(Family family, Header header, List<Line> lines, BigDecimal tax, List<Applied> applied) {

    public Content {
        lines = List.copyOf(lines);
        applied = List.copyOf(applied);
        tax = Cents.exact(tax);
    }

    public static Content sale(Header header, List<Line> lines, BigDecimal tax) {
        return new Content(Family.SALE, header, lines, tax, List.of());
    }

    public static Content settlement(Header header, BigDecimal amount) {
        return new Content(Family.SETTLEMENT, header, List.of(Line.money(amount)), Cents.ZERO, List.of());
    }

    /** @param header of the credit */
    public static Content application(Header header, List<Applied> applied) {
        return new Content(Family.APPLICATION, header, List.of(), Cents.ZERO, applied);
    }

    /**
     * @param amount of the payments
     * @param fee what the bank kept of it, if anything
     */
    public static Content deposit(Header header, BigDecimal amount, Optional<Line> fee) {
        return new Content(Family.DEPOSIT, header, Stream.concat(Stream.of(Line.money(amount)), fee.stream()).toList(),
                Cents.ZERO, List.of());
    }

    /** Lines and tax. */
    public BigDecimal total() {
        return Cents.sum(lines.stream().map(Line::amount)).add(tax);
    }

    public BigDecimal appliedTotal() {
        return Cents.sum(applied.stream().map(Applied::amount));
    }

    /** The same for the same content, whatever its number, and for no other. */
    String fingerprint() {
        String text = with(header.numbered("")).toString();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    public Form form() {
        return Form.of(family, total());
    }

    Content with(Header other) {
        return other.equals(header) ? this : new Content(family, other, lines, tax, applied);
    }

    Content applying(List<Applied> other) {
        return new Content(family, header, lines, tax, other);
    }

    boolean isNothing() {
        return lines.isEmpty() && tax.signum() == 0;
    }

    /**
     * What is left of contents after others were taken away, line by line of the same item and class; a line that comes to
     * nothing is left out, unless only the tax is left, which no document can bear without a line.
     *
     * @param header of what is left
     */
    static Content difference(Family family, Header header, Optional<Content> from, List<Content> taken) {
        Map<Line.Place, Line> left = new LinkedHashMap<>();
        from.stream().flatMap(content -> content.lines().stream()).forEach(line -> add(left, line, line.amount()));
        taken.stream().flatMap(content -> content.lines().stream()).forEach(line -> add(left, line, line.amount().negate()));
        List<Line> lines = new ArrayList<>(left.values());
        BigDecimal tax = Cents.sum(Stream.concat(from.stream().map(Content::tax),
                taken.stream().map(content -> content.tax().negate())));
        Optional<Line> bearer = lines.stream().findFirst();
        lines.removeIf(line -> line.amount().signum() == 0);
        if (lines.isEmpty() && tax.signum() != 0) {
            bearer.ifPresent(lines::add);
        }
        return new Content(family, header, lines, tax, List.of());
    }

    /** Whether a deposit goes to the account of some deposits, and takes all that they take. */
    boolean holdsMoreThan(List<Content> deposits) {
        return deposits.stream().allMatch(one -> one.header().account().equals(header.account())
                && applied.containsAll(one.applied())) && without(deposits).total().signum() >= 0;
    }

    /** A deposit without what others took. */
    Content without(List<Content> deposits) {
        List<Applied> rest = new ArrayList<>(applied);
        deposits.forEach(one -> rest.removeAll(one.applied()));
        return difference(family, header, Optional.of(this), deposits).applying(rest);
    }

    /**
     * What is left of a deposit without some of what it takes.
     *
     * @param off with the amount by which each makes the deposit larger
     * @return empty when nothing is left of it
     */
    Optional<Content> withoutTaken(Map<EntryKey, BigDecimal> off) {
        List<Applied> rest = applied.stream().filter(one -> !off.containsKey(one.target())).toList();
        BigDecimal less = Cents.sum(off.values().stream());
        List<Line> lessened = lines.stream()
                .map(line -> line.item().isEmpty() ? Line.money(line.amount().subtract(less)) : line).toList();
        Content left = new Content(family, header, lessened, tax, rest);
        return rest.isEmpty() || left.total().signum() < 0 ? Optional.empty() : Optional.of(left);
    }

    private static void add(Map<Line.Place, Line> lines, Line line, BigDecimal amount) {
        lines.merge(line.place(), new Line(line.item(), line.itemClass(), line.taxed(), amount, line.description(),
                Optional.empty()),
                (one, other) -> new Line(one.item(), one.itemClass(), one.taxed(),
                        one.amount().add(other.amount()), one.description(), Optional.empty()));
    }
}
