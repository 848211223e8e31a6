package io.fieldline.servicetitan.catalog;

import java.util.List;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;

/**
 * The operations on one kind of record.
 *
 * @param module the API module, <code>jpm</code>
 * @param name the static parts of its path, <code>jobs/notes</code>
 * @param operations at least one
 */
public record ApiCollection(String module, String name, List<Operation> operations) {

    public ApiCollection {
        operations = List.copyOf(operations);
    }

    public Operation operation(String operation) {
        return find(operation).orElseThrow(() -> new MisconfiguredException(module + "/" + name + " has no operation '"
                + operation + "'" + NearMisses.suggestion(operation, operations.stream().map(Operation::name).toList())));
    }

    public Optional<Operation> find(String operation) {
        return operations.stream().filter(candidate -> candidate.name().equals(operation)).findFirst();
    }

    public Optional<Operation> list() {
        return find("list");
    }

    public Optional<Operation> get() {
        return find("get");
    }

    public Optional<Operation> export() {
        return find("export");
    }

    public Optional<Operation> create() {
        return find("create");
    }

    public Optional<Operation> update() {
        return find("update");
    }

    public Optional<Operation> replace() {
        return find("replace");
    }

    public Optional<Operation> delete() {
        return find("delete");
    }

    /** The kind of the records' ids, from the operations that name one record; INT64 where none does. */
    public FieldType.Kind idKind() {
        return operations.stream().filter(operation -> operation.path().endsWith("}"))
                .map(operation -> operation.pathParameters())
                .filter(parameters -> !parameters.isEmpty())
                .map(parameters -> parameters.get(parameters.size() - 1).type().kind()).findFirst()
                .orElse(FieldType.Kind.INT64);
    }

    @Override
    public String toString() {
        return module + "/" + name;
    }
}
