package io.fieldline.destination.mail;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;

import io.fieldline.destination.mail.TokenMessage.Progress;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.tenant.Connection;

/**
 * E-mails by one mail server, through a Camel Mail endpoint of its own, which no route can address past the gate. Accepted
 * means that the server takes care of the message; what becomes of it then, SMTP does not tell.
 */
public final class MailChannel implements MessageChannel, AutoCloseable {

    private final MailServer server;
    private final Session session;
    private final InstantSource time;
    private final MailComponent component;
    private final MailEndpoint endpoint;
    private final ProducerTemplate template;

    /** @param more further properties of the mail library */
    MailChannel(MailServer server, CamelContext camel, InstantSource time, Properties more) {
        this.server = server;
        this.time = time;
        Properties properties = server.properties();
        properties.putAll(more);
        this.session = Session.getInstance(properties);
        this.component = new MailComponent(camel);
        MailConfiguration configuration = new MailConfiguration(camel);
        configuration.setHost(server.host());
        configuration.setPort(server.port());
        configuration.configureProtocol(server.protocol());
        configuration.setJavaMailSender(new OnceSender(server, session));
        this.endpoint = new MailEndpoint(server.protocol() + "://" + server.host() + ":" + server.port(), component,
                configuration);
        endpoint.setCamelContext(camel);
        endpoint.start();
        this.template = camel.createProducerTemplate();
    }

    /**
     * @param connection one of type {@link MailConnectionType}
     * @throws io.fieldline.failure.MisconfiguredException naming the setting that is wrong
     */
    public static MailChannel of(Connection connection, CamelContext camel, InstantSource time) {
        return new MailChannel(MailServer.of(connection), camel, time, new Properties());
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public LostAnswer lostAnswer() {
        return LostAnswer.STAYS_OPEN;
    }

    @Override
    public Duration longest() {
        return MailServer.LONGEST;
    }

    @Override
    public Handover handOver(OutgoingMessage message) {
        TokenMessage mail;
        try {
            mail = TokenMessage.of(message, server, session, time);
        } catch (AddressException e) {
            return new Handover.Refused("invalid-address", "The recipient is no e-mail address: " + e.getMessage(),
                    Suppression.RECIPIENT);
        } catch (MessagingException | IOException e) {
            return new Handover.Refused("unwritable", "The e-mail cannot be written: " + e.getMessage(), Suppression.NONE);
        }
        Exchange exchange = template.send(endpoint, prepared -> prepared.getIn().setBody(mail));
        if (mail.progress() == Progress.TAKEN) {
            return new Handover.Accepted(mail.id());
        }
        if (exchange.getException() instanceof MessagingException problem) {
            return MailAnswers.of(problem, mail.progress());
        }
        String said = "The e-mail was not handed to the mail server: " + exchange.getException();
        return mail.progress() == Progress.WHOLE
                ? new Handover.Uncertain(said)
                : new Handover.NotTaken(said, Optional.empty());
    }

    /** SMTP has no question for it. */
    @Override
    public Optional<Handover> find(OutgoingMessage message) {
        return Optional.empty();
    }

    @Override
    public void close() {
        template.stop();
        endpoint.stop();
        component.stop();
    }
}
