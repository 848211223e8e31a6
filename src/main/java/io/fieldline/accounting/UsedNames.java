package io.fieldline.accounting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.accounting.SourceNames.Kept;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.coding.Coding;
import io.fieldline.ledger.coding.CodingReader;
import io.fieldline.ledger.coding.SourceDocuments;
import io.fieldline.ledger.coding.SourceLine;
import io.fieldline.ledger.coding.SourcePayment;
import io.fieldline.ledger.coding.SourceSale;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.suggest.InUse;
import io.fieldline.tenant.Tenant;

/** Gathers what a tenant uses in ServiceTitan, out of its settings and of the documents of some days. */
final class UsedNames {

    private static final int AT_ONCE = 500;
    private static final String NUMBER = "\\d+";
    /** One that asks for everything that documents can say. */
    private static final Coding ALL = CodingReader.read("", """
            cutOver: 1970-01-01
            items: [{ category: any, item: any }]
            taxes: [{ zone: any, code: any }]
            """.getBytes(StandardCharsets.UTF_8)).coding().orElseThrow();

    private final SourceNames settings;
    private final Tenant tenant;
    private final SourceDocuments documents;
    private final Progress progress;
    private final Map<String, InUse.Sold> sold = new LinkedHashMap<>();
    private final Map<Set<String>, Set<String>> zones = new LinkedHashMap<>();
    private final Set<String> units = new TreeSet<>();
    private final Set<String> payments = new TreeSet<>();
    private final Set<String> terms = new TreeSet<>();

    UsedNames(SourceNames settings, Tenant tenant, SourceDocuments documents, Progress progress) {
        this.settings = settings;
        this.tenant = tenant;
        this.documents = documents;
        this.progress = progress;
    }

    /** To be asked once. */
    InUse of(Days days) {
        units.addAll(settings.all(tenant, Kept.BUSINESS_UNITS).values());
        payments.addAll(settings.all(tenant, Kept.PAYMENT_TYPES).values());
        terms.addAll(settings.all(tenant, Kept.PAYMENT_TERMS).values());
        Map<String, String> memberships = settings.all(tenant, Kept.MEMBERSHIP_TYPES);
        Map<String, String> taxZones = settings.all(tenant, Kept.TAX_ZONES);
        read(DocumentKind.INVOICE, days).forEach(page -> documents.invoices(page, ALL).documents().forEach(this::use));
        read(DocumentKind.PAYMENT, days).forEach(page -> documents.payments(page, ALL).documents().stream()
                .map(SourcePayment::type).filter(type -> !type.isEmpty()).forEach(payments::add));
        return new InUse(List.copyOf(units), List.copyOf(sold.values()), memberships, zones(taxZones), List.copyOf(payments),
                List.copyOf(terms));
    }

    private Stream<List<Map<String, Object>>> read(DocumentKind kind, Days days) {
        String what = "ServiceTitan " + kind.name().toLowerCase(Locale.ROOT) + "s";
        progress.read(what, 0, -1);
        List<Map<String, Object>> rows = documents.between(kind, days.from(), days.until());
        List<List<Map<String, Object>>> pages = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            pages.add(rows.subList(from, Math.min(from + AT_ONCE, rows.size())));
        }
        progress.read(what, rows.size(), rows.size());
        return pages.stream();
    }

    private void use(SourceSale sale) {
        if (!sale.active()) {
            return;
        }
        sale.businessUnit().ifPresent(units::add);
        sale.terms().ifPresent(terms::add);
        sale.lines().stream().filter(SourceLine::chargeable).forEach(this::use);
        if (sale.tax().signum() != 0 && !sale.taxZones().isEmpty()) {
            Set<String> ids = sale.taxZones().stream().filter(name -> name.matches(NUMBER)).collect(Collectors.toSet());
            zones.computeIfAbsent(ids.isEmpty() ? sale.taxZones() : ids, none -> new TreeSet<>()).addAll(sale.taxZones());
        }
    }

    private void use(SourceLine line) {
        String sku = words(line.skus()).stream().findFirst().orElse("");
        String key = (sku.isEmpty() ? line.description() : sku) + "/" + line.type() + "/" + line.membershipType().orElse("");
        sold.merge(key, new InUse.Sold(sku, line.description(), line.type(), words(line.categories()), line.accounts(),
                line.membershipType(), 1, line.total()),
                (one, more) -> new InUse.Sold(one.sku(), one.name(), one.type(), one.categories(), one.accounts(),
                        one.membership(), one.lines() + 1, one.total().add(more.total())));
    }

    private static Set<String> words(Collection<String> names) {
        return names.stream().filter(name -> !name.matches(NUMBER)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The zone's own name comes first: by it people know it. */
    private List<List<String>> zones(Map<String, String> kept) {
        Map<String, List<String>> byName = new TreeMap<>();
        zones.values().forEach(names -> {
            List<String> ordered = new ArrayList<>(names.stream().map(kept::get).filter(name -> name != null).toList());
            words(names).stream().filter(name -> !ordered.contains(name)).forEach(ordered::add);
            if (!ordered.isEmpty()) {
                byName.putIfAbsent(ordered.get(0), ordered);
            }
        });
        return List.copyOf(byName.values());
    }
}
