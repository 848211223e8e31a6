package io.fieldline.mapping;

import io.fieldline.sync.pair.FieldRule;
import io.fieldline.sync.pair.Owner;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.Fields;

/** What the parts of a row must be to each other. */
final class RowRules {

    private final Fields fields;
    private final Mapping row;

    RowRules(Fields fields, Mapping row) {
        this.fields = fields;
        this.row = row;
    }

    void check(FieldRule rule, String name, Conversion conversion, int serviceTitanFields, int crmFields) {
        boolean constant = serviceTitanFields == 0;
        if (constant && !(conversion instanceof ConstantConversion)) {
            fields.refuse(row.placeOf("servicetitan"), "must be given, unless the conversion is constant");
            return;
        }
        conversion.refusesCounts(serviceTitanFields, crmFields).ifPresent(
                rules -> fields.refuse(row.placeOf("convert"), "the conversion " + name + " " + rules + " (found "
                        + serviceTitanFields + " and " + crmFields + ")"));
        if (rule.consent() && !(conversion instanceof BooleanConversion)) {
            fields.refuse(row.placeOf("convert"), "must be boolean or not for a consent (found \"" + name + "\")");
        } else if (constant) {
            constant(rule);
        } else {
            directions(rule, name, conversion);
        }
    }

    private void constant(FieldRule rule) {
        if (rule.owner() != Owner.SERVICETITAN && rule.owner() != Owner.ONLY_IF_EMPTY) {
            fields.refuse(row.placeOf("owner"), "must be servicetitan or only-if-empty for a constant (found \""
                    + rule.owner().word() + "\")");
        }
    }

    private void directions(FieldRule rule, String name, Conversion conversion) {
        if (rule.owner().reachesServiceTitan() && !conversion.reachesServiceTitan()) {
            fields.refuse(row.placeOf("convert"), "the conversion " + name + " cannot be reversed, but with the owner "
                    + rule.owner().word() + " values travel to ServiceTitan: " + (conversion instanceof LookupConversion
                            ? "give each ServiceTitan value a CRM value of its own"
                            : "add to-servicetitan")
                    + ", or let servicetitan own the field");
        }
        if (rule.owner().reachesCrm() && !conversion.reachesCrm()) {
            fields.refuse(row.placeOf("convert"), "the conversion " + name + " cannot be reversed, but with the owner "
                    + rule.owner().word() + " values travel to the CRM: add to-crm, or let crm own the field");
        }
    }
}
