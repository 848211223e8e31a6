package io.fieldline.mapping;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.fieldline.tenant.DocumentNode;
import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.DocumentNode.Sequence;
import io.fieldline.tenant.DocumentParser;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.Fields;
import io.fieldline.tenant.NearMisses;
import io.fieldline.tenant.Secrets;

/**
 * Reads a mapping out of its documents: the shipped one, then the owner's, then the tenant's. A later one's row changes,
 * adds or removes a row; what a row that is there already leaves out stays as it was.
 */
final class MappingReader {

    private static final Pattern CRM_FIELD = Pattern.compile("[A-Za-z]\\w*(\\.[A-Za-z]\\w*)+");
    private static final Pattern POSITION = Pattern.compile("^fields\\[\\d+]\\.?");
    private static final String CRM_RULE = "must be the CRM's object and field, such as Account.Name, or a list of them";

    private final String name;
    private final Set<String> optionalObjects = new LinkedHashSet<>();
    private final List<DocumentProblem> problems = new ArrayList<>();
    private final Fields fields = new Fields(new Secrets(List.of()), problems);

    private MappingReader(String name) {
        this.name = name;
    }

    /** One document of a mapping and the name that messages call it by. */
    record Layer(String file, ByteBuffer content) {}

    /** A mapping, or all that is wrong with its documents. */
    record Outcome(Optional<FieldMapping> mapping, List<DocumentProblem> problems) {}

    static Outcome read(String name, List<Layer> layers) {
        MappingReader reader = new MappingReader(name);
        Optional<FieldMapping> mapping = reader.mapping(layers);
        List<DocumentProblem> problems = reader.problems.stream().distinct().toList();
        return new Outcome(mapping.filter(whole -> problems.isEmpty()), problems);
    }

    private Optional<FieldMapping> mapping(List<Layer> layers) {
        Map<List<String>, Mapping> rows = new LinkedHashMap<>();
        for (Layer layer : layers) {
            new DocumentParser(layer.file(), problems).parse(layer.content().array())
                    .ifPresent(document -> lay(document, rows));
        }
        oneRowEach(rows);
        List<FieldRow> read = new ArrayList<>();
        rows.forEach((crm, row) -> new RowReader(row, crm).read(problems).ifPresent(read::add));
        return Optional.of(new FieldMapping(name, optionalObjects, read));
    }

    private void lay(Mapping document, Map<List<String>, Mapping> rows) {
        fields.onlyKnown(document, List.of("mapping", "optional", "fields"));
        if (fields.required(document, "mapping", "must be given: the file's name, " + name)) {
            fields.text(document.get("mapping")).filter(written -> !written.equals(name)).ifPresent(
                    other -> fields.refused(document.get("mapping"), "must be the file's name, " + name));
        }
        if (Fields.isPresent(document, "optional")) {
            fields.texts(document.get("optional")).ifPresent(optionalObjects::addAll);
        }
        if (!(document.get("fields") instanceof Sequence list)) {
            fields.refuse(document.placeOf("fields"), "must be a list of rows");
            return;
        }
        Map<List<String>, Mapping> own = new LinkedHashMap<>();
        list.items().forEach(item -> row(item).ifPresent(row -> crm(row).ifPresent(crm -> {
            if (own.putIfAbsent(crm, row) != null) {
                secondRow(crm, crm.get(0), row, own.get(crm));
            }
        })));
        own.forEach((crm, row) -> lay(crm, row, rows));
    }

    private void lay(List<String> crm, Mapping row, Map<List<String>, Mapping> rows) {
        Mapping written = row.without("remove");
        if (!Fields.isPresent(row, "remove")) {
            rows.merge(crm, written, (before, now) -> now.over(before));
        } else if (fields.bool(row.get("remove")).orElse(false)) {
            if (written.fields().size() > 1) {
                problems.add(named(row.placeOf("remove").problem("must stand alone: a row is removed or changed"), crm));
            } else if (rows.remove(crm) == null) {
                problems.add(named(row.placeOf("remove").problem("must be of a row that is there; "
                        + NearMisses.hint(rowName(crm), rows.keySet().stream().map(MappingReader::rowName).toList())), crm));
            }
        } else {
            rows.merge(crm, written, (before, now) -> now.over(before));
        }
    }

    private Optional<Mapping> row(DocumentNode item) {
        return item instanceof Mapping row ? Optional.of(row) : fields.refused(item, "must be a row");
    }

    private Optional<List<String>> crm(Mapping row) {
        if (!fields.required(row, "crm", CRM_RULE)) {
            return Optional.empty();
        }
        DocumentNode written = row.get("crm");
        Optional<List<String>> names = written instanceof Sequence
                ? fields.texts(written)
                : fields.text(written).map(List::of);
        if (names.isPresent() && (names.get().isEmpty() || !names.get().stream().allMatch(MappingReader::isCrmField))) {
            return fields.refused(written, CRM_RULE);
        }
        return names;
    }

    private static boolean isCrmField(String text) {
        return CRM_FIELD.matcher(text).matches();
    }

    private void oneRowEach(Map<List<String>, Mapping> rows) {
        Map<String, List<String>> first = new HashMap<>();
        rows.forEach((crm, row) -> new LinkedHashSet<>(crm).forEach(field -> {
            List<String> other = first.putIfAbsent(field, crm);
            if (other != null) {
                secondRow(crm, field, row, rows.get(other));
            }
        }));
    }

    private void secondRow(List<String> crm, String field, Mapping row, Mapping other) {
        problems.add(named(row.placeOf("crm").problem(field + " must have one row only (another one is on line "
                + other.place().line() + " of " + other.place().file() + ")"), crm));
    }

    /** What a row is called: its CRM field, or its CRM fields. */
    static String rowName(List<String> crm) {
        return String.join("+", crm);
    }

    /** The problem with the row's name in place of its position in the document. */
    static DocumentProblem named(DocumentProblem problem, List<String> crm) {
        String part = POSITION.matcher(problem.field()).replaceFirst("");
        return new DocumentProblem(problem.file(), problem.line(), rowName(crm) + (part.isEmpty() ? "" : ": " + part),
                problem.rule());
    }
}
