package io.fieldline.ops;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.sync.UnitOfWork;
import io.fieldline.tenant.Tenants;

/**
 * Records written consents from a file, all or none; with <code>skipInvalid</code> all that can be. Doing it again changes
 * nothing. Arguments: <code>tenant</code>, <code>text</code> as {@link ConsentFile} reads it, <code>country</code> (US),
 * <code>skipInvalid</code>. The result has counts and a row for each problem.
 */
public final class ImportConsents implements Verb {

    private final OutreachStores stores;
    private final Tenants tenants;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public ImportConsents(OutreachStores stores, Tenants tenants, UnitOfWork unitOfWork, InstantSource clock) {
        this.stores = stores;
        this.tenants = tenants;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "import-consents";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        String tenant = tenants.find(arguments.required("tenant"))
                .orElseThrow(() -> new MisconfiguredException(
                        "import-consents: there is no tenant " + arguments.required("tenant")))
                .name();
        ConsentFile file = ConsentFile.read(values.path("text").asText(), tenant, arguments.text("country").orElse("US"),
                optOuts(tenant), clock.instant());
        boolean all = file.problems().isEmpty() || values.path("skipInvalid").asBoolean();
        int recorded = all ? unitOfWork.execute(() -> record(file)) : 0;
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        file.problems().forEach(problem -> rows.addObject().put("line", problem.line()).put("field", problem.field())
                .put("rule", problem.rule()));
        return result.put("recorded", recorded).put("unchanged", all ? file.consents().size() - recorded : 0)
                .put("invalid", file.badLines()).put("ok", file.problems().isEmpty());
    }

    private Map<String, Instant> optOuts(String tenant) {
        return stores.blocked().list(tenant, Integer.MAX_VALUE).stream().filter(one -> one.cause() == Cause.OPTED_OUT)
                .collect(Collectors.toMap(Blocked::address, Blocked::since, (one, other) -> one.isAfter(other) ? one : other));
    }

    /** A newer consent stays. */
    private int record(ConsentFile file) {
        int recorded = 0;
        for (WrittenConsent consent : file.consents()) {
            Optional<WrittenConsent> before = stores.consents().find(consent.tenant(), consent.address());
            if (before.isEmpty() || consent.givenAt().isAfter(before.get().givenAt())
                    || consent.givenAt().equals(before.get().givenAt()) && !consent.equals(before.get())) {
                stores.consents().record(consent);
                recorded++;
            }
        }
        return recorded;
    }
}
