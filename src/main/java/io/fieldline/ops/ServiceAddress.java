package io.fieldline.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where the service that owns a data folder can be reached by its owner: a file that only the owner can read.
 *
 * @param pid the service's process
 * @param port its HTTP port on this machine
 * @param token what a request must bring
 */
public record ServiceAddress(long pid, int port, String token) {

    private static final String FILE = "service.json";

    /** The service of this data folder; empty when none runs. */
    public static Optional<ServiceAddress> find(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = Json.MAPPER.readTree(file.toFile());
            ServiceAddress address = new ServiceAddress(node.path("pid").asLong(), node.path("port").asInt(),
                    node.path("token").asText());
            boolean alive = address.pid() != ProcessHandle.current().pid()
                    && ProcessHandle.of(address.pid()).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(address) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read; remove it if no service runs", e);
        }
    }

    public void write(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        try {
            Files.createDirectories(dataFolder);
            Path fresh = Files.createTempFile(dataFolder, "service", ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, Json.object().put("pid", pid).put("port", port).put("token", token).toString());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The service's address cannot be written to " + file, e);
        }
    }

    public static void remove(Path dataFolder) {
        try {
            Files.deleteIfExists(dataFolder.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "ServiceAddress[pid=" + pid + ", port=" + port + "]";
    }
}
