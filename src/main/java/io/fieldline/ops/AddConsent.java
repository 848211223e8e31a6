package io.fieldline.ops;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.BlockedRecipients;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.PhoneNumbers;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.tenant.Tenants;

/**
 * Records that somebody agreed in writing to marketing texts. Arguments: <code>tenant</code>, <code>number</code>,
 * <code>source</code>, <code>date</code>; <code>customer</code> by whom <code>forget</code> finds it, and
 * <code>country</code> (US) of a number without a country code.
 */
public final class AddConsent implements Verb {

    private static final int ALL = Integer.MAX_VALUE;

    private final OutreachStores stores;
    private final Tenants tenants;
    private final InstantSource clock;

    public AddConsent(OutreachStores stores, Tenants tenants, InstantSource clock) {
        this.stores = stores;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "add-consent";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        String tenant = tenants.find(arguments.required("tenant"))
                .orElseThrow(
                        () -> new MisconfiguredException("add-consent: there is no tenant " + arguments.required("tenant")))
                .name();
        String number = number(arguments);
        WrittenConsent consent = new WrittenConsent(tenant, number,
                arguments.text("customer").isPresent() ? arguments.id("customer") : 0, arguments.required("source"),
                date(arguments));
        Optional<Blocked> optOut = optOut(tenant, number);
        if (optOut.isPresent() && !consent.givenAt().isAfter(optOut.get().since())) {
            throw new MisconfiguredException("add-consent: this number asked to stop on " + optOut.get().since()
                    + ", which ended every consent that was given before");
        }
        stores.consents().record(consent);
        boolean kept = stores.consents().find(tenant, number).filter(consent::equals).isPresent();
        ObjectNode result = Json.object();
        ObjectNode row = result.putArray("rows").addObject().put("tenant", tenant)
                .put("number", MaskedAddress.masked(number)).put("source", consent.source())
                .put("date", consent.givenAt().toString());
        row.put("outcome", !kept
                ? "not kept"
                : blocked(tenant, number)
                        ? "recorded; nothing is sent all the same: this number is blocked until it answers START, or for good"
                                + " when nothing reaches it"
                        : "recorded");
        return result.put("ok", kept);
    }

    private static String number(Arguments arguments) {
        return PhoneNumbers.e164(arguments.required("number"), arguments.text("country").orElse("US"))
                .orElseThrow(() -> new MisconfiguredException(
                        "add-consent: --number must be a whole number that can be texted, such as +13125550142"));
    }

    private Instant date(Arguments arguments) {
        arguments.required("date");
        Instant given = arguments.moment("date").orElseThrow();
        if (given.isAfter(clock.instant())) {
            throw new MisconfiguredException("add-consent: --date is when the consent was given, so not " + given);
        }
        return given;
    }

    private Optional<Blocked> optOut(String tenant, String number) {
        BlockedRecipients blocked = stores.blocked();
        return blocked.list(tenant, ALL).stream()
                .filter(one -> one.address().equals(number) && one.cause() == Cause.OPTED_OUT).findFirst();
    }

    private boolean blocked(String tenant, String number) {
        return !stores.blocked().causes(tenant, Set.of(number)).isEmpty();
    }
}
