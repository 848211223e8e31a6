package io.fieldline.crm;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

import io.fieldline.failure.MisconfiguredException;

/** Follow what changes in the CRM account of every tenant that switched a flow on. */
@UriEndpoint(firstVersion = "0.1.0", scheme = "crm", title = "CRM", syntax = "crm:subject", consumerOnly = true, category = {
        Category.SAAS })
public class CrmEndpoint extends DefaultEndpoint {

    static final String CHANGES = "changes";

    @UriPath(enums = CHANGES, description = "What to follow: changes, the records that stand for customers and changed")
    @Metadata(required = true)
    private String subject;
    @UriParam(description = "The id of the flow whose tenants are read, as their documents name it")
    private String flow;
    @UriParam(defaultValue = "now", description = "Where a tenant that has no checkpoint starts: beginning, now, or a date as"
            + " 2026-01-31")
    private String initialPosition = "now";

    public CrmEndpoint(String uri, CrmComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new MisconfiguredException(getEndpointUri() + ": a route can only start with it");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (flow == null || flow.isBlank()) {
            throw new MisconfiguredException(getEndpointUri() + ": the option flow is missing; it names the flow whose tenants"
                    + " are read and is usually the id of the route");
        }
        CrmComponent component = (CrmComponent) getComponent();
        CrmConsumer consumer = new CrmConsumer(this, processor, component.getCrms(), component.getLanes());
        configureConsumer(consumer);
        return consumer;
    }

    public String getSubject() {
        return subject;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }

    public String getFlow() {
        return flow;
    }

    public void setFlow(String flow) {
        this.flow = flow;
    }

    public String getInitialPosition() {
        return initialPosition;
    }

    public void setInitialPosition(String initialPosition) {
        this.initialPosition = initialPosition;
    }
}
