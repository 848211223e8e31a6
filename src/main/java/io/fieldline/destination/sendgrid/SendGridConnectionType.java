package io.fieldline.destination.sendgrid;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a SendGrid account. */
public final class SendGridConnectionType {

    public static final String NAME = "sendgrid";

    private SendGridConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(
                new SettingDefinition("apiKey", Type.SECRET, true, null, List.of(),
                        "An API key, SG.…, with the permission Mail Send"),
                new SettingDefinition("from", Type.TEXT, true, null, List.of(),
                        "The sender's address, one that SendGrid verified"),
                optional("fromName", Type.TEXT, "The sender's name"),
                optional("replyTo", Type.TEXT, "The address that answers go to, where that is not the sender"),
                optional("eventKey", Type.TEXT,
                        "The verification key of the signed event webhook; without it no event is believed"));
    }

    private static SettingDefinition optional(String name, Type type, String meaning) {
        return new SettingDefinition(name, type, false, null, List.of(), meaning);
    }
}
