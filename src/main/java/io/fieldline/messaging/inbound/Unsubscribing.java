package io.fieldline.messaging.inbound;

import java.util.Optional;

import io.fieldline.messaging.UnsubscribeLinks;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.OptOuts;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Recipient;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Recipients of e-mails who want no more of them. The link names the message, sealed so that nobody can
 * make one by counting, and no person. Looking at the page
 * changes nothing, because programs follow links too; the button does, and so does the one click of a mail program
 * (RFC 8058).
 */
public final class Unsubscribing {

    /** The Content-Security-Policy of every page. */
    public static final String POLICY = UnsubscribePage.POLICY;

    /** @param html a whole page */
    public record Page(int status, String html) {}

    private final OutboxStore outbox;
    private final OptOuts optOuts;
    private final Tenants tenants;
    private final UnsubscribeLinks links;

    public Unsubscribing(OutboxStore outbox, OptOuts optOuts, Tenants tenants, UnsubscribeLinks links) {
        this.outbox = outbox;
        this.optOuts = optOuts;
        this.tenants = tenants;
        this.links = links;
    }

    /** The page with the button. */
    public Page page(String written) {
        return message(written).map(message -> address(message).isPresent()
                ? new Page(200, UnsubscribePage.question(sender(message)))
                : gone(message)).orElseGet(Unsubscribing::unknown);
    }

    /** Ends messages to the recipient of the message; doing it again changes nothing. */
    public Page unsubscribe(String written) {
        Optional<OutboxMessage> found = message(written);
        if (found.isEmpty()) {
            return unknown();
        }
        OutboxMessage message = found.get();
        Optional<String> address = address(message);
        address.ifPresent(known -> optOuts.stop(message.tenant(), known,
                "unsubscribed by the link of message " + message.token()));
        return address.isPresent() ? new Page(200, UnsubscribePage.done(sender(message))) : gone(message);
    }

    private Optional<OutboxMessage> message(String written) {
        return links.token(written).flatMap(outbox::find).filter(message -> message.request().channel() == ChannelKind.EMAIL);
    }

    /** That of the e-mail which bears the link, where it went out. */
    private static Optional<String> address(OutboxMessage message) {
        return message.outgoing().map(OutgoingMessage::recipient).or(() -> message.recipient().map(Recipient::address));
    }

    private String sender(OutboxMessage message) {
        return tenants.find(message.tenant()).map(Tenant::displayName).orElse(message.tenant());
    }

    /** Whom it went to was removed when it had been kept long enough. */
    private Page gone(OutboxMessage message) {
        return new Page(410, UnsubscribePage.expired(sender(message)));
    }

    private static Page unknown() {
        return new Page(404, UnsubscribePage.unknown());
    }
}
