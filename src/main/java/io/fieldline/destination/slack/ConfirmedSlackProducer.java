package io.fieldline.destination.slack;

import org.apache.camel.Exchange;
import org.apache.camel.component.slack.SlackEndpoint;
import org.apache.camel.component.slack.SlackProducer;
import org.apache.camel.support.DefaultProducer;

/**
 * Waits for Slack's word. Camel's own producer reports that it is done before it looks at the answer, so that a message
 * Slack refused would count as sent.
 */
final class ConfirmedSlackProducer extends DefaultProducer {

    private final SlackProducer slack;

    ConfirmedSlackProducer(SlackEndpoint endpoint, SlackProducer slack) {
        super(endpoint);
        this.slack = slack;
    }

    @Override
    public void process(Exchange exchange) {
        slack.process(exchange, doneSync -> {
            // Called before the answer was looked at; what counts is what the exchange holds afterwards.
        });
        Exception problem = exchange.getException();
        if (problem != null) {
            exchange.setException(SlackFailures.of(problem));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        slack.start();
    }

    @Override
    protected void doStop() throws Exception {
        slack.stop();
        super.doStop();
    }
}
