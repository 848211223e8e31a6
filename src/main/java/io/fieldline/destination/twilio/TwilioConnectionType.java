package io.fieldline.destination.twilio;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a Twilio account. */
public final class TwilioConnectionType {

    public static final String NAME = "twilio";

    private TwilioConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(
                new SettingDefinition("accountSid", Type.TEXT, true, null, List.of(), "The account's SID, AC…"),
                optional("authToken", Type.SECRET,
                        "The account's auth token; it signs what Twilio reports, so it is needed for that even beside an API key"),
                optional("apiKey", Type.TEXT, "The SID of an API key, SK…, to call with instead of the auth token"),
                optional("apiKeySecret", Type.SECRET, "The API key's secret"),
                optional("from", Type.TEXT,
                        "The number that texts come from, as +13125550100, or a short code; or messagingServiceSid"),
                optional("messagingServiceSid", Type.TEXT, "The messaging service that texts come from, MG…; or from"),
                optional("callbackUrl", Type.TEXT,
                        "The https address, without a query, at which Twilio reaches this connection: reports and replies"
                                + " come there"));
    }

    private static SettingDefinition optional(String name, Type type, String meaning) {
        return new SettingDefinition(name, type, false, null, List.of(), meaning);
    }
}
