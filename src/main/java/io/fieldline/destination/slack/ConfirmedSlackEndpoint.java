package io.fieldline.destination.slack;

import org.apache.camel.Producer;
import org.apache.camel.component.slack.SlackComponent;
import org.apache.camel.component.slack.SlackEndpoint;
import org.apache.camel.component.slack.SlackProducer;

/** A Slack channel whose producer reports success only when Slack did. */
final class ConfirmedSlackEndpoint extends SlackEndpoint {

    ConfirmedSlackEndpoint(String uri, String channel, SlackComponent component) {
        super(uri, channel, component);
    }

    @Override
    public Producer createProducer() throws Exception {
        return new ConfirmedSlackProducer(this, (SlackProducer) super.createProducer());
    }
}
