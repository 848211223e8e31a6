package io.fieldline.servicetitan.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.servicetitan.catalog.FieldType.Kind;

/** Compares the catalogue's types with those of the published documents. */
final class PublishedTypes {

    private static final Pattern ENVELOPE = Pattern.compile(
            "(?:.*\\.)?(PaginatedResponse|JournalEntryPagingResponse|RepositoryPageResult|ExportResponse|CollectionResult|Result)_Of_(.+)");
    /** Published objects that are nothing but an envelope, and what the catalogue makes of them. */
    static final Map<String, Answer> WRAPPERS = Map.of(
            "EquipmentSystems.V2.InstalledEquipmentListExportResponse",
            new Answer(Answer.Form.EXPORT, FieldType.schema("InstalledEquipmentResponse")),
            "Jpm.BudgetCodes.ListSegmentsResponse", new Answer(Answer.Form.ROWS, FieldType.schema("SegmentModel")),
            "Estimates.V2.ProposalTypesResponse", new Answer(Answer.Form.ROWS, FieldType.schema("ProposalTypeResponse")));

    private PublishedTypes() {}

    static boolean envelope(String name) {
        return ENVELOPE.matcher(name).matches() || WRAPPERS.containsKey(name);
    }

    /** A type of the documents as one text; a question mark says that elements may be null. */
    static String text(JsonNode schema) {
        if (schema.has("$ref")) {
            return reference(schema);
        }
        if (schema.has("oneOf")) {
            for (JsonNode alternative : schema.get("oneOf")) {
                if (alternative.has("$ref")) {
                    return reference(alternative);
                }
            }
        }
        if (schema.has("anyOf")) {
            List<String> names = new ArrayList<>();
            schema.get("anyOf").forEach(alternative -> names.add(text(alternative)));
            return String.join(" | ", names);
        }
        String type = type(schema);
        return switch (type) {
            case "array" -> element(schema.get("items")) + "[]";
            case "object" -> object(schema);
            default -> schema.path("format").asText(type);
        };
    }

    static boolean nullable(JsonNode schema) {
        if (schema.path("nullable").asBoolean() || schema.has("oneOf") && schema.get("oneOf").toString().contains("\"null\"")) {
            return true;
        }
        return schema.path("type").toString().contains("\"null\"") || "any".equals(text(schema));
    }

    private static String object(JsonNode schema) {
        if (schema.has("properties")) {
            List<String> members = new ArrayList<>();
            schema.get("properties").properties().forEach(entry -> members.add(entry.getKey() + ":" + text(entry.getValue())));
            return "{" + String.join(",", members) + "}";
        }
        return schema.path("additionalProperties").isObject()
                ? "map<" + element(schema.get("additionalProperties")) + ">"
                : "object";
    }

    private static String element(JsonNode schema) {
        boolean free = schema.isEmpty();
        return text(schema) + (nullable(schema) && !free ? "?" : "");
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode alternative : type) {
                if (!"null".equals(alternative.asText())) {
                    return alternative.asText();
                }
            }
        }
        return type.isTextual() && !"null".equals(type.asText()) ? type.asText() : "any";
    }

    private static String reference(JsonNode schema) {
        String reference = schema.get("$ref").asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    static boolean same(String published, FieldType type) {
        return switch (type.kind()) {
            case ARRAY, INDEXED_OBJECTS ->
                published.endsWith("[]") && sameElement(published.substring(0, published.length() - 2), type);
            case MAP -> published.startsWith("map<") && sameElement(published.substring(4, published.length() - 1), type);
            case BRACKETED_FIELDS, DOTTED_FIELDS -> "map<string>".equals(published);
            case COMMA_SEPARATED, MONEY -> "string".equals(published);
            case SCHEMA -> named(published, type.schema());
            case CHOICE -> choices(published, type);
            default -> published.equals(word(type.kind()));
        };
    }

    private static boolean sameElement(String published, FieldType type) {
        boolean nullable = published.endsWith("?");
        String element = nullable ? published.substring(0, published.length() - 1) : published;
        return nullable == type.elementNullable() && same(element, type.element());
    }

    private static boolean choices(String published, FieldType type) {
        String[] names = published.split(" \\| ");
        if (names.length != type.choices().size()) {
            return false;
        }
        for (int index = 0; index < names.length; index++) {
            if (!same(names[index], type.choices().get(index))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the catalogue's name is the trailing part of the published one. */
    static boolean named(String published, String name) {
        String plain = published.replaceAll("_Of_(\\w+\\.)+", "_Of_");
        return plain.equals(name) || plain.endsWith("." + name);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean same(String published, Answer answer) {
        Answer wrapped = WRAPPERS.get(published);
        if (wrapped != null) {
            return wrapped.equals(answer);
        }
        if ("-".equals(published)) {
            return Set.of(Answer.Form.EMPTY, Answer.Form.FILE, Answer.Form.UNDOCUMENTED).contains(answer.form());
        }
        if ("binary".equals(published)) {
            return answer.form() == Answer.Form.FILE;
        }
        Matcher envelope = ENVELOPE.matcher(published);
        if (envelope.matches()) {
            return form(envelope.group(1)) == answer.form() && same(envelope.group(2), answer.type());
        }
        if (answer.form() == Answer.Form.ARRAY) {
            return published.endsWith("[]") && same(published.substring(0, published.length() - 2), answer.type());
        }
        return answer.form() == Answer.Form.OBJECT && same(published, answer.type());
    }

    private static Answer.Form form(String envelope) {
        return switch (envelope) {
            case "ExportResponse" -> Answer.Form.EXPORT;
            case "CollectionResult" -> Answer.Form.COLLECTION;
            case "Result" -> Answer.Form.RESULT;
            default -> Answer.Form.PAGE;
        };
    }
}
