package io.fieldline.agent.tool;

/**
 * A record in ServiceTitan, or of Fieldline's own.
 *
 * @param resource such as <code>crm/customers</code>; Fieldline's own begin with <code>fieldline/</code>
 * @param id empty for one that is yet to be made
 */
public record RecordRef(String resource, String id) {

    @Override
    public String toString() {
        return id.isEmpty() ? "new " + resource : resource + "/" + id;
    }
}
