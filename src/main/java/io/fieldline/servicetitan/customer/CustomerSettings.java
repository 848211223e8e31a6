package io.fieldline.servicetitan.customer;

import java.util.Objects;

/**
 * What a tenant's customers have in common.
 *
 * @param country of an address that names none, as ServiceTitan spells it: <code>USA</code>
 * @param externalKey the key in external data under which a customer bears the other side's id
 */
public record CustomerSettings(String country, String externalKey) {

    public CustomerSettings {
        Objects.requireNonNull(country, "country");
        Objects.requireNonNull(externalKey, "externalKey");
    }
}
