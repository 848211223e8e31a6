package io.fieldline.messaging;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
import io.fieldline.outreach.MessageKind;

/** Tell a customer of something, if the customer may be told, when it is time. */
@UriEndpoint(firstVersion = "0.1.0", scheme = "outreach", title = "Outreach", syntax = "outreach:event", producerOnly = true, category = {
        Category.MESSAGING })
public class OutreachEndpoint extends DefaultEndpoint {

    @UriPath(description = "What happened: review-request, job-booked, technician-on-the-way or another name in lower case; of one"
            + " event of a subject is told once")
    @Metadata(required = true)
    private String event;
    @UriParam(defaultValue = "marketing", enums = "visit,invoice,marketing", description = "Why the customer is told, which decides"
            + " who of a household is and what they must have agreed to")
    private String kind = "marketing";
    @UriParam(defaultValue = "job", enums = "job,appointment,invoice,membership,estimate", description = "What kind of record the body holds")
    private String subject = "job";
    @UriParam(defaultValue = "modifiedOn", description = "The field of the record that says when it happened; a message that would"
            + " come too long after it is not sent")
    private String happenedAt = "modifiedOn";
    @UriParam(description = "The field of the record that tells one time from another where the same may happen to it again")
    private String occasion;
    @UriParam(description = "Fields of the record, separated by commas, that are kept with the message as they are now")
    private String values;
    @UriParam(defaultValue = "false", description = "Whether the record comes into the flow's sequence of messages, instead of"
            + " one message; a record that there is no reason for any more leaves it")
    private boolean sequence;
    @UriParam(description = "The template; by default it has the event's name")
    private String template;

    public OutreachEndpoint(String uri, OutreachComponent component) {
        super(uri, component);
    }

    /** Refuses while the route is loaded what would else fail with the first record. */
    void check() {
        if (!event.matches("[a-z][a-z0-9-]*")) {
            throw new MisconfiguredException(getEndpointUri() + ": the event is '" + event
                    + "'; it must be a name in lower case with hyphens, such as review-request");
        }
        List<String> kinds = Arrays.stream(MessageKind.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
        if (!kinds.contains(kind)) {
            throw new MisconfiguredException(getEndpointUri() + ": kind is '" + kind + "'; it must be one of "
                    + String.join(", ", kinds));
        }
        if (!RecordReading.SUBJECTS.contains(subject)) {
            throw new MisconfiguredException(getEndpointUri() + ": subject is '" + subject + "'; it must be one of "
                    + String.join(", ", RecordReading.SUBJECTS));
        }
    }

    MessageKind messageKind() {
        return MessageKind.valueOf(kind.toUpperCase(Locale.ROOT));
    }

    List<String> valueFields() {
        return values == null
                ? List.of()
                : Arrays.stream(values.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    String templateName() {
        return template == null ? event : template;
    }

    @Override
    public Producer createProducer() {
        return new OutreachProducer(this, ((OutreachComponent) getComponent()).getServices());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new MisconfiguredException(getEndpointUri() + ": a route cannot start with it");
    }

    public String getEvent() {
        return event;
    }

    public void setEvent(String event) {
        this.event = event;
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getSubject() {
        return subject;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }

    public String getHappenedAt() {
        return happenedAt;
    }

    public void setHappenedAt(String happenedAt) {
        this.happenedAt = happenedAt;
    }

    public String getTemplate() {
        return template;
    }

    public void setTemplate(String template) {
        this.template = template;
    }

    public boolean isSequence() {
        return sequence;
    }

    public void setSequence(boolean sequence) {
        this.sequence = sequence;
    }

    public String getOccasion() {
        return occasion;
    }

    public void setOccasion(String occasion) {
        this.occasion = occasion;
    }

    public String getValues() {
        return values;
    }

    public void setValues(String values) {
        this.values = values;
    }
}
