package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.fcm.FcmSettings;
import io.fieldline.sandbox.fcm.FcmStandIn;
import io.fieldline.sandbox.klaviyo.KlaviyoSettings;
import io.fieldline.sandbox.klaviyo.KlaviyoStandIn;
import io.fieldline.sandbox.sendgrid.SendGridSettings;
import io.fieldline.sandbox.sendgrid.SendGridStandIn;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;

/** A tenant document with every kind of connection that carries messages, and what <code>check</code> says of it. */
class MessageConnectionsIT {

    @TempDir
    Path folder;

    private final LocalServiceTitan serviceTitan = new LocalServiceTitan(
            SandboxSettings.builder().contractors(1).jobs(5).build());
    private final TwilioStandIn twilio = TwilioStandIn.start(TwilioSettings.usual());
    private final SendGridStandIn sendGrid = SendGridStandIn.start(SendGridSettings.usual());
    private final KlaviyoStandIn klaviyo = KlaviyoStandIn.start(KlaviyoSettings.usual());
    private final FcmStandIn fcm = FcmStandIn.start(FcmSettings.usual());
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private Installation installation;

    @BeforeEach
    void start() {
        mail.start();
        mail.setUser("acme", "acme", "mail-passw0rd");
        installation = new Installation(folder);
        installation.write("config/secrets/TWILIO", TwilioSettings.AUTH_TOKEN);
        installation.write("config/secrets/SENDGRID", SendGridSettings.API_KEY);
        installation.write("config/secrets/KLAVIYO", KlaviyoSettings.API_KEY);
        installation.write("config/secrets/FCM", fcm.serviceAccount());
        installation.write("config/secrets/SMTP", "mail-passw0rd");
        installation.connection("sms: { type: twilio, url: \"" + twilio.url() + "\", accountSid: " + TwilioSettings.ACCOUNT_SID
                + ", authToken: \"${secret:TWILIO}\", from: \"" + TwilioSettings.NUMBER
                + "\", callbackUrl: https://hooks.example.com/sms }");
        installation.connection("news: { type: sendgrid, url: \"" + sendGrid.url()
                + "\", apiKey: \"${secret:SENDGRID}\", from: " + SendGridSettings.SENDER + ", eventKey: \""
                + sendGrid.verificationKey() + "\" }");
        installation.connection("events: { type: klaviyo, url: \"" + klaviyo.url() + "\", apiKey: \"${secret:KLAVIYO}\" }");
        installation.connection("app: { type: push, url: \"" + fcm.url() + "\", serviceAccount: \"${secret:FCM}\","
                + " tokenField: Device token }");
        installation.connection("letters: { type: mail, host: 127.0.0.1, port: " + mail.getSmtp().getPort()
                + ", security: none, username: acme, password: \"${secret:SMTP}\", from: service@acme.example }");
    }

    @AfterEach
    void stop() {
        installation.close();
        twilio.close();
        sendGrid.close();
        klaviyo.close();
        fcm.close();
        mail.stop();
        serviceTitan.close();
    }

    @Test
    void checkTriesEachConnectionWithoutWritingToAnybodyAndNamesWhatIsWrong() {
        write();
        FieldlineProcess well = installation.command("check");
        assertThat(well.exitCode()).as(well.transcript()).isZero();
        assertThat(well.output()).contains("connection sms", "connection news", "connection events", "connection app",
                "connection letters");

        installation.write("config/secrets/TWILIO", "rotated-token");
        installation.write("config/secrets/SENDGRID", "SG.rotated");
        installation.write("config/secrets/KLAVIYO", "pk_rotated");
        installation.write("config/secrets/SMTP", "rotated-passw0rd");
        FieldlineProcess refused = installation.command("check");
        assertThat(refused.exitCode()).as(refused.transcript()).isEqualTo(1);
        assertThat(refused.output()).contains("accountSid and the credentials", "SendGrid answered 401",
                "Klaviyo refused the API key", "refused the login");
        assertThat(refused.transcript()).doesNotContain("rotated-token", "SG.rotated", "pk_rotated", "rotated-passw0rd",
                "PRIVATE KEY");

        assertThat(twilio.texts()).isEmpty();
        assertThat(sendGrid.messages()).isEmpty();
        assertThat(klaviyo.events()).isEmpty();
        assertThat(fcm.messages()).isEmpty();
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void anOptionThatIsMissingOrUnknownIsNamed() {
        installation.connection("other: { type: twilio, acountSid: AC1 }");
        write();

        FieldlineProcess checked = installation.command("check");

        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.transcript()).contains("connections.other.acountSid", "connections.other.accountSid");
    }

    private void write() {
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "",
                "  warehouse-pipeline: { connection: warehouse }");
    }
}
