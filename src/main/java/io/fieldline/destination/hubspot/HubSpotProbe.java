package io.fieldline.destination.hubspot;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.tenant.Connection;

/** Asks HubSpot whether a connection's token may read what stands for customers, without writing anything. */
public final class HubSpotProbe {

    private final InstantSource time;

    public HubSpotProbe(InstantSource time) {
        this.time = time;
    }

    /** @return what is wrong, or empty; throws {@link io.fieldline.failure.RetryLaterException} when HubSpot is away */
    public Optional<String> problem(Connection connection) {
        HubSpotAccount account = HubSpotAccount.of(connection);
        ObjectReader objects = new ObjectReader(new HubSpotClient(account, time));
        try {
            for (CrmObject object : account.hasCompanies()
                    ? List.of(CrmObject.COMPANY, CrmObject.CONTACT)
                    : List.of(CrmObject.CONTACT)) {
                objects.list(object, false, null, List.of(object.modified()));
            }
            return Optional.empty();
        } catch (TenantUnavailableException e) {
            return Optional.of(e.getMessage());
        }
    }
}
