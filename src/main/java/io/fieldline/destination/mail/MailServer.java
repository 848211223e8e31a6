package io.fieldline.destination.mail;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/**
 * One tenant's mail server, and as whom it is used.
 *
 * @param security one of those that {@link MailConnectionType} names
 * @param returnPath the envelope's sender, where that is not <code>from</code>
 */
record MailServer(String host, int port, String security, Optional<String> username, Optional<Secret> password,
        InternetAddress from, Optional<InternetAddress> replyTo, Optional<InternetAddress> returnPath) {

    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_TLS = 465;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** A server may think about a message for minutes after its last line; RFC 5321 asks for ten. */
    private static final Duration ANSWER = Duration.ofMinutes(2);
    /** Greeting, EHLO, STARTTLS, its handshake, EHLO, three steps of a login, MAIL, RCPT, DATA, the text, its last line. */
    private static final int MOST_ANSWERS = 13;
    /** The longest that handing over one e-mail takes, each answer coming at the last moment. */
    static final Duration LONGEST = CONNECT.plus(ANSWER.multipliedBy(MOST_ANSWERS));

    MailServer {
        check(host.matches("[^\\s/:]+|\\[[0-9a-fA-F:]+]|[0-9a-fA-F:]+"), "host", "is the server's name alone");
        check(port >= 1 && port <= 65_535, "port", "is 1 to 65535");
        check(username.isPresent() == password.isPresent(), "username", "and password go together");
        check(!security.equals(MailConnectionType.NONE) || username.isEmpty() || LOOPBACK.contains(host), "security",
                "may not be none where a password is sent to another machine");
    }

    static MailServer of(Connection connection) {
        String security = connection.text("security").orElse(MailConnectionType.STARTTLS);
        return new MailServer(connection.text("host").orElseThrow(),
                connection.text("port").map(Integer::valueOf)
                        .orElse(security.equals(MailConnectionType.TLS) ? SUBMISSION_TLS : SUBMISSION),
                security, connection.text("username"), connection.secret("password"),
                address("from", connection.text("from").orElseThrow()),
                connection.text("replyTo").map(text -> address("replyTo", text)),
                connection.text("returnPath").map(text -> address("returnPath", text)));
    }

    private static InternetAddress address(String option, String text) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(text, true);
            check(addresses.length == 1 && addresses[0].getAddress().indexOf('@') > 0, option, "is one address with an @");
            return addresses[0];
        } catch (AddressException e) {
            throw new MisconfiguredException("A connection of type mail: " + option + " is no e-mail address", e);
        }
    }

    private static void check(boolean kept, String option, String rule) {
        if (!kept) {
            throw new MisconfiguredException("A connection of type mail: " + option + " " + rule);
        }
    }

    String protocol() {
        return security.equals(MailConnectionType.TLS) ? "smtps" : "smtp";
    }

    /** What the mail library is told of this server. */
    Properties properties() {
        Properties properties = new Properties();
        String prefix = "mail." + protocol() + ".";
        properties.put("mail.transport.protocol", protocol());
        properties.put(prefix + "auth", Boolean.toString(username.isPresent()));
        properties.put(prefix + "starttls.enable", Boolean.toString(security.equals(MailConnectionType.STARTTLS)));
        properties.put(prefix + "starttls.required", Boolean.toString(security.equals(MailConnectionType.STARTTLS)));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "connectiontimeout", millis(CONNECT));
        properties.put(prefix + "timeout", millis(ANSWER));
        properties.put(prefix + "writetimeout", millis(ANSWER));
        // The answer to QUIT would turn a message that was taken into one that was not.
        properties.put(prefix + "quitwait", "false");
        properties.put(prefix + "from", returnPath.orElse(from).getAddress());
        return properties;
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    /** The domain of the sender. */
    String domain() {
        return from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    }
}
