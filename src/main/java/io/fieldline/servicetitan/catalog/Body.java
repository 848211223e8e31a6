package io.fieldline.servicetitan.catalog;

/**
 * What a request carries. The published documents mark no body as required; the API refuses a missing one by the
 * schema's required fields.
 *
 * @param type a schema or an array of one; BINARY where a file travels as multipart/form-data field <code>file</code>
 */
public record Body(FieldType type) {

    /** Whether it is a file upload. The published documents label it JSON; the API takes a form file. */
    public boolean multipart() {
        return type.kind() == FieldType.Kind.BINARY;
    }
}
