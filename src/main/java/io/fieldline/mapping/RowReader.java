package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.sync.pair.FieldRule;
import io.fieldline.sync.pair.Owner;
import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Empty;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Place;
import io.fieldline.tenant.DocumentNode.Scalar;
import io.fieldline.tenant.DocumentNode.Sequence;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.Fields;
import io.fieldline.tenant.Secrets;

/** Reads one row, after what stands in several documents about it was laid together. */
final class RowReader {

    private static final List<String> KNOWN = List.of("servicetitan", "crm", "owner", "consent", "convert", "optional");
    private static final String PATH_RULE = "must be a path such as address.street, contacts[type=Email].value or"
            + " customFields[typeId=12].value";

    private final Mapping row;
    private final List<String> crm;
    private final List<DocumentProblem> problems = new ArrayList<>();
    private final Fields fields = new Fields(new Secrets(List.of()), problems);

    RowReader(Mapping row, List<String> crm) {
        this.row = row;
        this.crm = crm;
    }

    /** Adds to the problems what is wrong; the row is empty then. */
    Optional<FieldRow> read(List<DocumentProblem> all) {
        fields.onlyKnown(row, KNOWN);
        List<ServiceTitanPath> paths = paths();
        Option convert = convert();
        Optional<Conversion> conversion = Conversions.read(new ConversionOption(convert.name(), convert.node(),
                convert.place(), fields, paths.stream().map(ServiceTitanPath::text).toList(), crm));
        boolean constant = convert.name().equals("constant");
        Optional<FieldRule> rule = rule(constant);
        boolean optional = Fields.isPresent(row, "optional") && fields.bool(row.get("optional")).orElse(false);
        if (problems.isEmpty()) {
            new RowRules(fields, row).check(rule.orElseThrow(), convert.name(), conversion.orElseThrow(), paths.size(),
                    crm.size());
        }
        problems.forEach(problem -> all.add(MappingReader.named(problem, crm)));
        return problems.isEmpty()
                ? Optional.of(new FieldRow(row.place(), rule.orElseThrow(), paths, crm, convert.name(),
                        conversion.orElseThrow(), optional, Map.of()))
                : Optional.empty();
    }

    private List<ServiceTitanPath> paths() {
        if (!Fields.isPresent(row, "servicetitan")) {
            return List.of();
        }
        DocumentNode written = row.get("servicetitan");
        List<DocumentNode> nodes = written instanceof Sequence list ? list.items() : List.of(written);
        return nodes.stream().flatMap(node -> path(node).stream()).toList();
    }

    private Optional<ServiceTitanPath> path(DocumentNode node) {
        Optional<String> text = fields.text(node);
        Optional<ServiceTitanPath> path = text.flatMap(ServiceTitanPath::parse);
        return text.isPresent() && path.isEmpty() ? fields.refused(node, PATH_RULE) : path;
    }

    /** The name of a conversion and what is written behind it. */
    private record Option(String name, DocumentNode node, Place place) {}

    private Option convert() {
        DocumentNode written = row.get("convert");
        if (written == null || written instanceof Empty) {
            String name = Fields.isPresent(row, "consent") ? "boolean" : "text";
            return new Option(name, null, row.placeOf("convert"));
        }
        if (written instanceof Mapping mapping && mapping.fields().size() == 1) {
            Map.Entry<String, DocumentNode> only = mapping.fields().entrySet().iterator().next();
            return new Option(only.getKey(), only.getValue(), only.getValue().place());
        }
        if (written instanceof Scalar) {
            return new Option(fields.text(written).orElse("text"), null, written.place());
        }
        fields.refused(written, "must be a conversion's name, such as email, or one with its option, such as { text: 255 }");
        return new Option("text", null, written.place());
    }

    private Optional<FieldRule> rule(boolean constant) {
        String field = MappingReader.rowName(crm);
        if (Fields.isPresent(row, "consent")) {
            if (Fields.isPresent(row, "owner")) {
                fields.refuse(row.placeOf("owner"), "must not be given for a consent: the value that permits less wins,"
                        + " whichever side it comes from");
            }
            return fields.bool(row.get("consent")).map(restrictive -> new FieldRule(field, Owner.ASK, restrictive));
        }
        if (constant && !Fields.isPresent(row, "owner")) {
            return Optional.of(new FieldRule(field, Owner.SERVICETITAN, null));
        }
        return owner().map(owner -> new FieldRule(field, owner, null));
    }

    private Optional<Owner> owner() {
        List<String> words = Arrays.stream(Owner.values()).map(Owner::word).toList();
        String known = String.join(", ", words);
        if (!fields.required(row, "owner", "must be given: " + known)) {
            return Optional.empty();
        }
        Optional<String> word = fields.text(row.get("owner"));
        Optional<Owner> owner = word.flatMap(Owner::of);
        if (word.isPresent() && owner.isEmpty()) {
            return fields.refused(row.get("owner"), "must be one of " + known);
        }
        return owner;
    }
}
