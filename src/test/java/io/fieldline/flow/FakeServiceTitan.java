package io.fieldline.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * Stands in for the component under its own name: answers by collection, and hands on what a test gives it. Whoever follows a
 * collection is known by the collection and by the name of the flow.
 */
final class FakeServiceTitan extends DefaultComponent {

    final Map<String, Object> answers = new HashMap<>();
    final Map<String, Map<String, Object>> options = new HashMap<>();
    private final Map<String, Consumer> consumers = new ConcurrentHashMap<>();

    FakeServiceTitan() {
        setAutowiredEnabled(false);
    }

    /** The generated one is for the component whose name this one bears. */
    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return null;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Map<String, Object> given = Map.copyOf(parameters);
        parameters.clear();
        if (remaining.startsWith("nowhere")) {
            throw new IllegalArgumentException("There is no collection " + remaining);
        }
        options.put(remaining, given);
        options.put(flow(given, remaining), given);
        return new DefaultEndpoint(uri, this) {

            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {

                    @Override
                    public void process(Exchange exchange) {
                        Object answer = answers.get(remaining);
                        Expression wanted = getCamelContext().resolveLanguage("simple")
                                .createExpression(String.valueOf(given.getOrDefault("recordId", "")));
                        String id = wanted.evaluate(exchange, String.class);
                        exchange.getMessage()
                                .setBody(answer instanceof Map<?, ?> byId && !id.isEmpty() ? byId.get(id) : answer);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                Consumer consumer = new DefaultConsumer(this, processor);
                consumers.put(remaining, consumer);
                consumers.put(flow(given, remaining), consumer);
                return consumer;
            }

            @Override
            public boolean isLenientProperties() {
                return true;
            }
        };
    }

    private static String flow(Map<String, Object> given, String otherwise) {
        return given.getOrDefault("flow", otherwise).toString();
    }

    void handOn(String followed, Exchange exchange, AsyncCallback callback) {
        ((DefaultConsumer) consumers.get(followed)).getAsyncProcessor().process(exchange, callback);
    }

    boolean isFollowed(String collection) {
        return consumers.containsKey(collection);
    }
}
