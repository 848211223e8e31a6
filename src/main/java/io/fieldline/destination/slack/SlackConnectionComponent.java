package io.fieldline.destination.slack;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.component.slack.SlackComponent;
import org.apache.camel.component.slack.SlackEndpoint;

import io.fieldline.tenant.Connection;

/** Camel's Slack component for one connection of one tenant: it holds the token, so that no route names it. */
public final class SlackConnectionComponent extends SlackComponent {

    private final Connection connection;

    public SlackConnectionComponent(Connection connection) {
        this.connection = connection;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String channel, Map<String, Object> parameters) throws Exception {
        SlackEndpoint endpoint = new ConfirmedSlackEndpoint(uri, channel, this);
        endpoint.setToken(connection.secret("token").orElseThrow().reveal());
        connection.text("url").ifPresent(endpoint::setServerUrl);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
