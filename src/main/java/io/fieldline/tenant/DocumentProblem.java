package io.fieldline.tenant;

/**
 * One thing that is wrong in a configuration document.
 *
 * @param file the document's name, <code>acme.yaml</code>
 * @param line where it stands, counted from 1; 0 when it concerns the whole file
 * @param field the path of the field, <code>servicetitan.tenantId</code>; empty when it concerns the whole file
 * @param rule what must hold and, unless that could be a secret, what was found
 */
public record DocumentProblem(String file, int line, String field, String rule) {

    /** One line for a person: <code>acme.yaml: servicetitan.tenantId: rule (line 5)</code>. */
    public String message() {
        return file + ": " + (field.isEmpty() ? "" : field + ": ") + rule + (line > 0 ? " (line " + line + ")" : "");
    }

    @Override
    public String toString() {
        return message();
    }
}
