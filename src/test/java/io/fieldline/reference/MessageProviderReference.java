package io.fieldline.reference;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.fieldline.destination.klaviyo.KlaviyoConnectionType;
import io.fieldline.destination.mail.MailConnectionType;
import io.fieldline.destination.push.PushConnectionType;
import io.fieldline.destination.sendgrid.SendGridConnectionType;
import io.fieldline.destination.twilio.TwilioConnectionType;
import io.fieldline.tenant.SettingDefinition;

/** What each type of connection that carries messages asks of a tenant document. */
final class MessageProviderReference {

    private static final Map<String, List<SettingDefinition>> TYPES = new TreeMap<>(
            Map.of(TwilioConnectionType.NAME, TwilioConnectionType.settings(), MailConnectionType.NAME,
                    MailConnectionType.settings(), SendGridConnectionType.NAME, SendGridConnectionType.settings(),
                    KlaviyoConnectionType.NAME, KlaviyoConnectionType.settings(), PushConnectionType.NAME,
                    PushConnectionType.settings()));

    private MessageProviderReference() {}

    static Set<String> types() {
        return TYPES.keySet();
    }

    static String render() {
        return "\n" + TYPES.entrySet().stream()
                .map(type -> "### " + type.getKey() + "\n\n" + TenantDocumentReference.settings(type.getValue()))
                .collect(Collectors.joining("\n")) + "\n";
    }
}
