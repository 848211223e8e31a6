package io.fieldline.servicetitan.catalog;

/**
 * A field of a schema.
 *
 * @param name as in JSON
 * @param type its type
 * @param required whether it is documented to be always there
 * @param nullable whether it is documented to be null at times
 */
public record Field(String name, FieldType type, boolean required, boolean nullable) {}
