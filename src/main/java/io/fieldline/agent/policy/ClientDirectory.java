package io.fieldline.agent.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;

/**
 * The clients of <code>config/agents</code>, kept in step with its files. A refused document keeps its last good version. A
 * document that goes takes its client away.
 */
public final class ClientDirectory implements Clients {

    private final Path folder;
    private final Consumer<String> refusals;
    private final Map<String, AgentClient> good = new TreeMap<>();
    private volatile Map<String, AgentClient> byFile = Map.of();
    private Map<String, ByteBuffer> noticed = Map.of();
    private Map<String, ByteBuffer> applied = new HashMap<>();
    private volatile Map<String, AgentClient> current = Map.of();
    private volatile Map<String, List<DocumentProblem>> problems = Map.of();

    /** @param refusals is told once of each refused version of a document */
    public ClientDirectory(ConfigurationFolder folder, Consumer<String> refusals) {
        this.folder = folder.agents();
        this.refusals = refusals;
    }

    @Override
    public Collection<AgentClient> all() {
        return current.values();
    }

    @Override
    public Optional<AgentClient> find(String name) {
        return Optional.ofNullable(current.get(name));
    }

    /** The clients in effect, by the names of their files, in the order of these. */
    public Map<String, AgentClient> byFile() {
        return new TreeMap<>(byFile);
    }

    /** What is wrong now, by file; empty when every document is in effect. */
    public Map<String, List<DocumentProblem>> problems() {
        return problems;
    }

    /** Takes the files as they are now. */
    public synchronized void rescan() {
        look().ifPresent(now -> {
            noticed = now;
            apply(now);
        });
    }

    /** One look at the folder: a file takes effect once two looks in a row found it the same, so none is taken half written. */
    public synchronized void scan() {
        look().ifPresent(now -> {
            Map<String, ByteBuffer> settled = new TreeMap<>();
            Set<String> files = new HashSet<>(now.keySet());
            files.addAll(applied.keySet());
            for (String file : files) {
                boolean same = now.containsKey(file) == noticed.containsKey(file)
                        && (!now.containsKey(file) || now.get(file).equals(noticed.get(file)));
                ByteBuffer content = same ? now.get(file) : applied.get(file);
                if (content != null) {
                    settled.put(file, content);
                }
            }
            noticed = now;
            apply(settled);
        });
    }

    /** Empty when the folder cannot be read, which takes no client away. A file that cannot be read is an empty one. */
    private Optional<Map<String, ByteBuffer>> look() {
        Map<String, ByteBuffer> found = new TreeMap<>();
        if (!Files.exists(folder)) {
            return Optional.of(found);
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(ClientDirectory::isDocument).forEach(file -> found.put(file.getFileName().toString(), content(file)));
            return Optional.of(found);
        } catch (IOException unreadable) {
            report(Map.of(folder.toString(), List.of(new DocumentProblem(folder.toString(), 0, "",
                    "must be a readable folder of clients' documents"))));
            return Optional.empty();
        }
    }

    private static boolean isDocument(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && !Files.isDirectory(file);
    }

    private static ByteBuffer content(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            return ByteBuffer.allocate(0);
        }
    }

    private void apply(Map<String, ByteBuffer> contents) {
        Map<String, List<DocumentProblem>> found = new TreeMap<>(problems);
        found.keySet().removeIf(file -> !contents.containsKey(file));
        good.keySet().removeIf(file -> !contents.containsKey(file));
        contents.forEach((file, content) -> {
            if (!content.equals(applied.get(file)) || problems.containsKey(file)) {
                PolicyReader.Outcome outcome = PolicyReader.read(file, content.array());
                List<DocumentProblem> wrong = new ArrayList<>(outcome.problems());
                outcome.client().ifPresent(client -> wrong.addAll(taken(file, client)));
                if (wrong.isEmpty()) {
                    good.put(file, outcome.client().orElseThrow());
                    found.remove(file);
                } else {
                    found.put(file, List.copyOf(wrong));
                }
            }
        });
        applied = contents;
        report(found);
        byFile = Map.copyOf(good);
        current = good.values().stream().collect(Collectors.toUnmodifiableMap(AgentClient::name, client -> client));
    }

    /** Two clients with one key or one subject could not be told apart. */
    private List<DocumentProblem> taken(String file, AgentClient client) {
        List<DocumentProblem> taken = new ArrayList<>();
        good.forEach((other, known) -> {
            if (other.equals(file)) {
                return;
            }
            if (known.name().equals(client.name())) {
                taken.add(new DocumentProblem(file, 0, "client", "must be unique (it is already in " + other + ")"));
            }
            if (client.keyHash().isPresent() && client.keyHash().equals(known.keyHash())) {
                taken.add(new DocumentProblem(file, 0, "keyHash", "must be of a key of its own (" + other + " has this one)"));
            }
            boolean sameBearer = client.bearer().isPresent() && known.bearer().isPresent()
                    && client.bearer().get().issuer().equals(known.bearer().get().issuer())
                    && client.bearer().get().subject().equals(known.bearer().get().subject());
            if (sameBearer) {
                taken.add(new DocumentProblem(file, 0, "oidc.subject", "must be unique (it is already in " + other + ")"));
            }
        });
        return taken;
    }

    private void report(Map<String, List<DocumentProblem>> found) {
        found.forEach((file, ofFile) -> {
            if (!ofFile.equals(problems.get(file))) {
                refusals.accept("agents/" + file + (good.containsKey(file)
                        ? " was refused, its last good version stays in effect: "
                        : " was refused: ")
                        + ofFile.stream().map(DocumentProblem::message).collect(Collectors.joining("; ")));
            }
        });
        problems = Map.copyOf(found);
    }
}
