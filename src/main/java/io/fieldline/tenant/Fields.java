package io.fieldline.tenant;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.DocumentNode.Empty;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Place;
import io.fieldline.tenant.DocumentNode.Scalar;
import io.fieldline.tenant.DocumentNode.Sequence;

/**
 * Reads typed values out of a document and notes what is wrong with them; a value that was refused comes back empty. What
 * was found is quoted only where it cannot be, or hold, a secret.
 */
public final class Fields {

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})([smhd])");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern LONG_TEXT = Pattern.compile(".{80,}", Pattern.DOTALL);

    private final Secrets secrets;
    private final Collection<DocumentProblem> problems;

    /** @param problems takes what is wrong */
    public Fields(Secrets secrets, Collection<DocumentProblem> problems) {
        this.secrets = secrets;
        this.problems = problems;
    }

    public void refuse(Place place, String rule) {
        problems.add(place.problem(rule));
    }

    public void onlyKnown(Mapping mapping, Collection<String> known) {
        mapping.fields().forEach((name, node) -> {
            if (!known.contains(name) && node instanceof Empty) {
                // A slip of a comma turns a value into a key; it is not named, for it may be a secret.
                refuse(mapping.place().at(node.place().line()), "holds a key without a value that is not known here");
            } else if (!known.contains(name)) {
                refuse(node.place(), "is not known here; " + NearMisses.hint(name, known));
            }
        });
    }

    /** The mapping below a field; an empty one when it is absent or, which is noted, something else. */
    Mapping mapping(Mapping parent, String name) {
        DocumentNode node = parent.get(name);
        if (node != null && !(node instanceof Mapping) && !(node instanceof Empty)) {
            refuse(node.place(), "must be a mapping (found " + node.kind() + ")");
        }
        return parent.mapping(name);
    }

    /** True when the field is there with something behind it; an absent one is noted. */
    public boolean required(Mapping parent, String name, String rule) {
        boolean present = isPresent(parent, name);
        if (!present) {
            refuse(parent.placeOf(name), rule);
        }
        return present;
    }

    public static boolean isPresent(Mapping parent, String name) {
        DocumentNode node = parent.get(name);
        return node != null && !(node instanceof Empty);
    }

    public Optional<String> text(DocumentNode node) {
        if (!(node instanceof Scalar scalar) || scalar.kindOfScalar() == Scalar.Kind.BOOLEAN) {
            refuse(node.place(), "must be a text (found " + node.kind() + ")");
            return Optional.empty();
        }
        if (Secrets.refersToSecret(scalar.text())) {
            refuse(node.place(), "must not refer to a secret: this value is printed");
            return Optional.empty();
        }
        if (scalar.text().isBlank()) {
            refuse(node.place(), "must not be blank");
            return Optional.empty();
        }
        return Optional.of(scalar.text());
    }

    public Optional<Long> integer(DocumentNode node) {
        return number(node, INTEGER, "must be a whole number").flatMap(text -> {
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException tooLarge) {
                refuse(node.place(), "must be a whole number of at most 64 bits" + found(text));
                return Optional.empty();
            }
        });
    }

    public Optional<BigDecimal> decimal(DocumentNode node) {
        return number(node, DECIMAL, "must be a number such as 5000 or 99.95").map(BigDecimal::new);
    }

    private Optional<String> number(DocumentNode node, Pattern pattern, String rule) {
        if (node instanceof Scalar scalar && scalar.kindOfScalar() == Scalar.Kind.NUMBER
                && pattern.matcher(scalar.text()).matches()) {
            return Optional.of(scalar.text());
        }
        return refused(node, rule);
    }

    public Optional<Boolean> bool(DocumentNode node) {
        if (node instanceof Scalar scalar && scalar.kindOfScalar() == Scalar.Kind.BOOLEAN) {
            return Optional.of(Boolean.valueOf(scalar.text()));
        }
        return refused(node, "must be true or false");
    }

    /** A duration, or none: <code>0s</code> is at once. */
    Optional<Duration> delay(DocumentNode node) {
        return node instanceof Scalar scalar && scalar.text().equals("0s")
                ? Optional.of(Duration.ZERO)
                : duration(node, "must be a duration such as 30s, 15m, 6h or 2d, or 0s for at once");
    }

    Optional<Duration> duration(DocumentNode node) {
        return duration(node, "must be a duration such as 30s, 15m, 6h or 2d");
    }

    private Optional<Duration> duration(DocumentNode node, String rule) {
        if (node instanceof Scalar scalar) {
            Matcher written = DURATION.matcher(scalar.text());
            if (written.matches()) {
                long amount = Long.parseLong(written.group(1));
                return Optional.of(switch (written.group(2)) {
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
            }
        }
        return refused(node, rule);
    }

    /** A day begins where the tenant is. */
    Optional<Instant> date(DocumentNode node, ZoneId zone) {
        if (node instanceof Scalar scalar) {
            try {
                String text = scalar.text();
                return Optional.of(
                        text.contains("T") ? Instant.parse(text) : LocalDate.parse(text).atStartOfDay(zone).toInstant());
            } catch (DateTimeException notADate) {
                return refused(node, "must be a date such as 2026-01-31 or a time such as 2026-01-31T08:00:00Z");
            }
        }
        return refused(node, "must be a date such as 2026-01-31 or a time such as 2026-01-31T08:00:00Z");
    }

    public Optional<List<String>> texts(DocumentNode node) {
        if (!(node instanceof Sequence sequence)) {
            return refused(node, "must be a list of texts");
        }
        List<Optional<String>> items = sequence.items().stream().map(this::text).toList();
        return items.stream().allMatch(Optional::isPresent)
                ? Optional.of(items.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    Optional<Map<String, Object>> plainMapping(DocumentNode node) {
        if (!(node instanceof Mapping mapping)) {
            return refused(node, "must be a mapping");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.fields().forEach((name, child) -> plain(child).ifPresent(value -> values.put(name, value)));
        return values.size() == mapping.fields().size() ? Optional.of(Map.copyOf(values)) : Optional.empty();
    }

    private Optional<?> plain(DocumentNode node) {
        if (node instanceof Scalar scalar && scalar.kindOfScalar() != Scalar.Kind.TEXT) {
            return scalar.kindOfScalar() == Scalar.Kind.BOOLEAN
                    ? bool(node)
                    : INTEGER.matcher(scalar.text()).matches() ? integer(node) : decimal(node);
        }
        if (node instanceof Mapping) {
            return plainMapping(node);
        }
        if (node instanceof Sequence sequence) {
            List<Object> items = new ArrayList<>();
            sequence.items().forEach(item -> plain(item).ifPresent(items::add));
            return items.size() == sequence.items().size() ? Optional.of(List.copyOf(items)) : Optional.empty();
        }
        return text(node);
    }

    /** A literal or a reference; every name in it must be known now, so that a typing error shows before it matters. */
    Optional<Secret> secret(DocumentNode node) {
        if (!(node instanceof Scalar scalar)) {
            refuse(node.place(), "must be a text or a reference such as ${secret:NAME} (found " + node.kind() + ")");
            return Optional.empty();
        }
        try {
            Secret secret = secrets.secret(scalar.text());
            if (secret.reveal().isBlank()) {
                refuse(node.place(), "must not be blank");
                return Optional.empty();
            }
            return Optional.of(secret);
        } catch (MisconfiguredException unknown) {
            refuse(node.place(), unknown.getMessage());
            return Optional.empty();
        }
    }

    public <T> Optional<T> refused(DocumentNode node, String rule) {
        refuse(node.place(), rule + found(node));
        return Optional.empty();
    }

    String found(DocumentNode node) {
        return node instanceof Scalar scalar ? found(scalar.text()) : " (found " + node.kind() + ")";
    }

    /** Quotes a text unless it is long or shaped like something that carries a password. */
    private static String found(String text) {
        boolean tellsTooMuch = text.contains("@") || LONG_TEXT.matcher(text).matches();
        return tellsTooMuch ? "" : " (found \"" + text + "\")";
    }
}
