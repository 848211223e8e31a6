package io.fieldline.outreach;

/** Of a location, as ServiceTitan has it. Each part may be empty. */
public record Address(String state, String zip, String country) {

    public static final Address UNKNOWN = new Address("", "", "");

    public Address {
        state = state == null ? "" : state.strip();
        zip = zip == null ? "" : zip.strip();
        country = country == null ? "" : country.strip();
    }
}
