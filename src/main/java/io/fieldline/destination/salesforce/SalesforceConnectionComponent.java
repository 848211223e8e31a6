package io.fieldline.destination.salesforce;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.support.jsse.KeyStoreParameters;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/**
 * Camel's Salesforce component for one connection of one tenant: it holds the credentials, so that no URI names them. It
 * logs in at the first call, so that a refused login is that connection's trouble and no other's.
 */
public final class SalesforceConnectionComponent extends SalesforceComponent {

    private static final int TIMEOUT_MILLIS = 120_000;
    /** A request line with a query of 16,000 characters, and headers. */
    private static final int LARGEST_REQUEST_HEAD = 24 * 1024;
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private final Connection connection;

    public SalesforceConnectionComponent(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    @Override
    protected void doStart() throws Exception {
        connection.text("url").ifPresent(this::setLoginUrl);
        setClientId(needed("clientId"));
        if (connection.text("loginType").filter(SalesforceConnectionType.JWT::equals).isPresent()) {
            setAuthenticationType(AuthenticationType.JWT);
            setUserName(needed("userName"));
            setKeystore(keystore());
        } else {
            setAuthenticationType(AuthenticationType.CLIENT_CREDENTIALS);
            setClientSecret(needed("clientSecret"));
        }
        setLazyLogin(true);
        setHttpRequestTimeout(TIMEOUT_MILLIS);
        setHttpMaxContentLength(LARGEST_ANSWER);
        // An expired session is renewed once; a second refusal is for a person.
        setHttpClientProperties(new HashMap<>(Map.of("maxRetries", 1, "maxRequestHeadersSize", LARGEST_REQUEST_HEAD)));
        super.doStart();
    }

    private KeyStoreParameters keystore() {
        KeyStoreParameters keystore = new KeyStoreParameters();
        keystore.setResource("file:" + needed("keystore"));
        keystore.setPassword(needed("keystorePassword"));
        return keystore;
    }

    private String needed(String option) {
        return connection.secret(option).map(Secret::reveal).orElseThrow(() -> new MisconfiguredException("The connection '"
                + connection.name() + "' of type salesforce needs the option " + option));
    }
}
