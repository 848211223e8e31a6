package io.fieldline.servicetitan.catalog;

/**
 * A place where JSON and its documented form differ.
 *
 * @param path where, as in <code>address.zip</code> or <code>items[2].quantity</code>; empty for the whole document
 * @param rule what is wrong with it, without the value itself
 */
public record Violation(String path, String rule) {

    @Override
    public String toString() {
        return path.isEmpty() ? rule : path + ": " + rule;
    }
}
