package io.fieldline.servicetitan.catalog;

/** A query parameter with a value, such as <code>active=Any</code>. */
public record QueryArgument(String name, String value) {

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
