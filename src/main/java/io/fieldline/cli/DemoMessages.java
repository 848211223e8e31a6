package io.fieldline.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fieldline.sandbox.SandboxCredentials;
import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.sendgrid.SendGridSettings;
import io.fieldline.sandbox.sendgrid.SendGridStandIn;
import io.fieldline.sandbox.sendgrid.SentEmail;
import io.fieldline.sandbox.twilio.SentText;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;

/**
 * The demo's lakeside, who messages customers: in a local ServiceTitan of its own, with a local Twilio and a local SendGrid. All
 * of them go by one clock, which stands still until it is moved.
 */
final class DemoMessages implements AutoCloseable {

    static final String TENANT = "lakeside";
    static final long ACCOUNT = 1004;
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final String SENDER = "service@lakeside.example";
    private static final int FIRST_HOUR = 14;

    private final SandboxServer sandbox;
    private final SandboxControl control;
    private final TwilioStandIn twilio;
    private final SendGridStandIn sendGrid;
    private final String replies;

    /** @param port at which the service takes what Twilio reports */
    DemoMessages(long seed, int port) {
        // Its history ends now; nothing happens from then until the demo's first hour.
        Instant now = Instant.now();
        sandbox = SandboxServer.start(SandboxSettings.builder().seed(seed).contractors(4).jobs(80).start(now).speed(0).build());
        control = new SandboxControl(sandbox);
        control.step(Duration.between(now, next(now)));
        replies = "http://127.0.0.1:" + port + "/webhooks/twilio/" + TENANT + "/texts";
        twilio = TwilioStandIn.start(TwilioSettings.usual().withInboundUrl(replies), sandbox.time());
        sendGrid = SendGridStandIn.start(
                new SendGridSettings(0, SendGridSettings.API_KEY, Set.of(SENDER), 0, SendGridSettings.usual().eventUrl()),
                sandbox.time());
    }

    private static Instant next(Instant now) {
        ZonedDateTime today = now.atZone(ZONE).toLocalDate().atTime(FIRST_HOUR, 0).atZone(ZONE);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    InstantSource time() {
        return sandbox.time();
    }

    SandboxControl control() {
        return control;
    }

    List<SentText> texts() {
        return twilio.texts();
    }

    List<SentEmail> emails() {
        return sendGrid.messages();
    }

    /** @return whether the service took the reply */
    boolean reply(String from, String body) {
        return twilio.reply(from, TwilioSettings.NUMBER, body);
    }

    static Map<String, String> secrets() {
        return Map.of("DEMO_LAKESIDE_SECRET", SandboxCredentials.of(ACCOUNT).clientSecret(), "DEMO_TWILIO_TOKEN",
                TwilioSettings.AUTH_TOKEN, "DEMO_SENDGRID_KEY", SendGridSettings.API_KEY);
    }

    String document() {
        return """
                tenant: %s
                displayName: "Lakeside Plumbing"
                timeZone: %s
                servicetitan:
                  environment: sandbox
                  tenantId: %d
                  appKey: ${secret:DEMO_APP_KEY}
                  clientId: %s
                  clientSecret: ${secret:DEMO_LAKESIDE_SECRET}
                  apiUrl: %s
                  authUrl: %s
                connections:
                  texts: { type: twilio, accountSid: %s, authToken: "${secret:DEMO_TWILIO_TOKEN}", from: "%s", url: "%s", callbackUrl: "%s" }
                  mail: { type: sendgrid, apiKey: "${secret:DEMO_SENDGRID_KEY}", from: %s, url: "%s" }
                messages: { mode: live, postalAddress: "1 Lake Street, Naperville, IL 60540", linkDomain: links.lakeside.example }
                flows:
                  review-request-sms: { connection: texts, every: 1s, delay: 30m, reviewLink: https://g.page/r/lakeside/review }
                  membership-renewal-sequence:
                    connection: texts
                    every: 1s
                    renewalLink: https://lakeside.example/renew
                    steps:
                      1: { after: 0s, template: membership-renewal-1, connection: mail }
                      2: { after: 10d, template: membership-renewal-2 }
                      3: { after: 10d, template: membership-renewal-3 }
                """
                .formatted(TENANT, ZONE, ACCOUNT, SandboxCredentials.of(ACCOUNT).clientId(), sandbox.url(), sandbox.url(),
                        TwilioSettings.ACCOUNT_SID, TwilioSettings.NUMBER, twilio.url(), replies, SENDER, sendGrid.url());
    }

    @Override
    public void close() {
        sendGrid.close();
        twilio.close();
        sandbox.close();
    }
}
