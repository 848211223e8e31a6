package io.fieldline.wiring;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.camel.CamelContext;

import io.fieldline.destination.hubspot.HubSpotConnectionType;
import io.fieldline.destination.hubspot.HubSpotEnrollment;
import io.fieldline.destination.klaviyo.KlaviyoChannel;
import io.fieldline.destination.klaviyo.KlaviyoConnectionType;
import io.fieldline.destination.klaviyo.KlaviyoProbe;
import io.fieldline.destination.mail.MailChannel;
import io.fieldline.destination.mail.MailConnectionType;
import io.fieldline.destination.mail.MailProbe;
import io.fieldline.destination.push.PushChannel;
import io.fieldline.destination.push.PushConnectionType;
import io.fieldline.destination.push.PushProbe;
import io.fieldline.destination.sendgrid.SendGridChannel;
import io.fieldline.destination.sendgrid.SendGridConnectionType;
import io.fieldline.destination.sendgrid.SendGridProbe;
import io.fieldline.destination.twilio.TwilioChannel;
import io.fieldline.destination.twilio.TwilioConnectionType;
import io.fieldline.destination.twilio.TwilioProbe;
import io.fieldline.ops.Check;
import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.Tenants;

/** Whoever carries messages to customers. */
final class MessageParts {

    private final ConnectedChannels channels;

    MessageParts(CamelContext camel, Tenants tenants, Clock clock) {
        channels = new ConnectedChannels(tenants, Map.of(TwilioConnectionType.NAME,
                connection -> TwilioChannel.of(connection, camel, clock), MailConnectionType.NAME,
                connection -> MailChannel.of(connection, camel, clock), SendGridConnectionType.NAME,
                connection -> SendGridChannel.of(connection, clock), KlaviyoConnectionType.NAME,
                connection -> KlaviyoChannel.of(connection, clock), PushConnectionType.NAME,
                connection -> PushChannel.of(connection, clock), HubSpotConnectionType.NAME,
                connection -> HubSpotEnrollment.of(connection, clock)));
    }

    /** Those that are for messages alone; HubSpot's is a CRM's first. */
    static Map<String, List<SettingDefinition>> connectionTypes() {
        return new TreeMap<>(Map.of(TwilioConnectionType.NAME, TwilioConnectionType.settings(), MailConnectionType.NAME,
                MailConnectionType.settings(), SendGridConnectionType.NAME, SendGridConnectionType.settings(),
                KlaviyoConnectionType.NAME, KlaviyoConnectionType.settings(), PushConnectionType.NAME,
                PushConnectionType.settings()));
    }

    static Map<String, Check.ConnectionProbe> probes(Clock clock) {
        TwilioProbe twilio = new TwilioProbe();
        MailProbe mail = new MailProbe();
        SendGridProbe sendGrid = new SendGridProbe();
        KlaviyoProbe klaviyo = new KlaviyoProbe();
        PushProbe push = new PushProbe(clock);
        return Map.of(TwilioConnectionType.NAME, (tenant, connection, fix) -> twilio.problem(connection),
                MailConnectionType.NAME, (tenant, connection, fix) -> mail.problem(connection), SendGridConnectionType.NAME,
                (tenant, connection, fix) -> sendGrid.problem(connection), KlaviyoConnectionType.NAME,
                (tenant, connection, fix) -> klaviyo.problem(connection), PushConnectionType.NAME,
                (tenant, connection, fix) -> push.problem(connection));
    }

    ConnectedChannels channels() {
        return channels;
    }
}
