package io.fieldline.destination.mail;

import java.util.List;

import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** What a tenant states of a mail server. */
public final class MailConnectionType {

    public static final String NAME = "mail";
    static final String STARTTLS = "starttls";
    static final String TLS = "tls";
    static final String NONE = "none";

    private MailConnectionType() {}

    public static List<SettingDefinition> settings() {
        return List.of(
                new SettingDefinition("host", Type.TEXT, true, null, List.of(), "The mail server's name"),
                optional("port", Type.INTEGER, null, "Its port; 587, or 465 with security tls, unless given"),
                new SettingDefinition("security", Type.TEXT, false, STARTTLS, List.of(STARTTLS, TLS, NONE),
                        "How the connection is kept secret: starttls is insisted on, tls begins with it, none sends in clear"
                                + " text and takes a password only on this machine."),
                optional("username", Type.TEXT, null, "Who logs in; without it nobody does"),
                optional("password", Type.SECRET, null, "The password that goes with username"),
                new SettingDefinition("from", Type.TEXT, true, null, List.of(),
                        "The sender, as service@acme.example or Acme Plumbing <service@acme.example>"),
                optional("replyTo", Type.TEXT, null, "Where answers go, where that is not the sender"),
                optional("returnPath", Type.TEXT, null, "The address that bounces go to, where that is not the sender"));
    }

    private static SettingDefinition optional(String name, Type type, Object value, String meaning) {
        return new SettingDefinition(name, type, false, value, List.of(), meaning);
    }
}
