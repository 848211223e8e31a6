package io.fieldline.tenant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.tenant.TenantDocumentReader.Outcome;
import io.fieldline.tenant.TenantDocumentReader.SharedOutcome;

/**
 * The tenants of a configuration folder, kept in step with its files. A refused document keeps its last good version and is
 * tried again at every scan, because what was missing (a secret, a flow) may come from elsewhere.
 */
public final class TenantDirectory implements Tenants {

    private static final Logger LOG = LoggerFactory.getLogger(TenantDirectory.class);
    // No file of the tenants folder can have a slash in its name.
    private static final String SHARED_KEY = "../" + SharedSettings.FILE;

    private final ConfigurationFolder folder;
    private final TenantDocumentReader reader;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private Map<String, DocumentContent> noticed = Map.of();
    private Map<String, DocumentContent> applied = Map.of();
    private final Map<String, List<Tenant>> good = new LinkedHashMap<>();
    private SharedSettings shared = SharedSettings.none();
    private volatile Map<String, Tenant> current = Map.of();
    private volatile Map<String, List<DocumentProblem>> problems = Map.of();

    public TenantDirectory(ConfigurationFolder folder, TenantDocumentReader reader) {
        this.folder = folder;
        this.reader = reader;
    }

    @Override
    public Collection<Tenant> all() {
        return current.values();
    }

    @Override
    public Optional<Tenant> find(String name) {
        return Optional.ofNullable(current.get(name));
    }

    @Override
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /** What is wrong now, by file; empty when every document is in effect. */
    public Map<String, List<DocumentProblem>> problems() {
        return problems;
    }

    /** How long payloads with personal data are kept. */
    public synchronized Duration retention() {
        return shared.retention();
    }

    /** Follows the folder until the answer is cancelled; call {@link #rescan()} before, to have the tenants at once. */
    public ScheduledFuture<?> follow(ScheduledExecutorService scheduler, Duration every) {
        return scheduler.scheduleWithFixedDelay(this::scan, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes the files as they are now. */
    public synchronized void rescan() {
        look().ifPresent(now -> {
            noticed = now;
            apply(now, false);
        });
    }

    /** Reads every document again, for when flows or connection types changed. */
    public synchronized void reread() {
        look().ifPresent(now -> {
            noticed = now;
            apply(now, true);
        });
    }

    /** One look at the folder: a file takes effect once two looks in a row found it the same, so none is taken half written. */
    synchronized void scan() {
        try {
            look().ifPresent(now -> {
                Map<String, DocumentContent> settled = settled(now);
                noticed = now;
                apply(settled, false);
            });
        } catch (RuntimeException failed) {
            // An exception would end the schedule and with it every later reload.
            LOG.error("The configuration folder {} could not be followed; trying again", folder.config(), failed);
        }
    }

    private Map<String, DocumentContent> settled(Map<String, DocumentContent> now) {
        Set<String> files = new HashSet<>(now.keySet());
        files.addAll(applied.keySet());
        Map<String, DocumentContent> settled = new TreeMap<>();
        for (String file : files) {
            boolean same = Objects.equals(now.get(file), noticed.get(file));
            DocumentContent content = same ? now.get(file) : applied.get(file);
            if (content != null) {
                settled.put(file, content);
            }
        }
        return settled;
    }

    /** Empty when the folder itself cannot be read, which is a problem of its own and takes no tenant away. */
    private Optional<Map<String, DocumentContent>> look() {
        Map<String, DocumentContent> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.tenants())) {
            files.filter(TenantDirectory::isDocument)
                    .forEach(file -> found.put(file.getFileName().toString(), DocumentContent.of(file)));
        } catch (IOException unreadable) {
            report(Map.of(folder.tenants().toString(),
                    List.of(new DocumentProblem(folder.tenants().toString(), 0, "",
                            "must be a readable folder of tenant documents"))));
            return Optional.empty();
        }
        if (Files.exists(folder.shared())) {
            found.put(SHARED_KEY, DocumentContent.of(folder.shared()));
        }
        return Optional.of(found);
    }

    private static boolean isDocument(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && !Files.isDirectory(file);
    }

    private void apply(Map<String, DocumentContent> contents, boolean all) {
        Map<String, List<DocumentProblem>> found = new TreeMap<>();
        boolean sharedChanged = applyShared(contents.get(SHARED_KEY), all, found);
        Set<String> changed = new HashSet<>();
        good.keySet().removeIf(file -> !contents.containsKey(file));
        for (String file : inOrder(contents.keySet())) {
            boolean asBefore = contents.get(file).equals(applied.get(file)) && !problems.containsKey(file);
            if (!asBefore || sharedChanged || all) {
                Outcome outcome = unique(file, read(file, contents.get(file)));
                if (outcome instanceof Outcome.Accepted accepted) {
                    good.put(file, accepted.tenants());
                    accepted.tenants().forEach(tenant -> changed.add(tenant.name()));
                } else if (outcome instanceof Outcome.Refused refused) {
                    found.put(file, refused.problems());
                }
            }
        }
        applied = contents;
        report(found);
        publish(changed);
    }

    private boolean applyShared(DocumentContent content, boolean all, Map<String, List<DocumentProblem>> found) {
        boolean asBefore = Objects.equals(content, applied.get(SHARED_KEY)) && !problems.containsKey(SharedSettings.FILE);
        if (asBefore && !all) {
            return false;
        }
        if (content == null) {
            shared = SharedSettings.none();
            return true;
        }
        SharedOutcome outcome = content.bytes().map(reader::readShared)
                .orElseGet(() -> new SharedOutcome.Refused(List.of(unreadable(SharedSettings.FILE))));
        if (outcome instanceof SharedOutcome.Refused refused) {
            found.put(SharedSettings.FILE, refused.problems());
            return false;
        }
        shared = ((SharedOutcome.Accepted) outcome).settings();
        return true;
    }

    /** Documents in effect come first, so that a newcomer with a name or number already taken is the one refused. */
    private List<String> inOrder(Set<String> files) {
        return files.stream().filter(file -> !file.equals(SHARED_KEY))
                .sorted(Comparator.<String, Boolean>comparing(file -> !good.containsKey(file)).thenComparing(file -> file))
                .toList();
    }

    private Outcome read(String file, DocumentContent content) {
        return content.bytes().map(bytes -> reader.read(file, bytes, shared))
                .orElseGet(() -> new Outcome.Refused(List.of(unreadable(file))));
    }

    private static DocumentProblem unreadable(String file) {
        return new DocumentProblem(file, 0, "", "must be readable");
    }

    private Outcome unique(String file, Outcome outcome) {
        if (!(outcome instanceof Outcome.Accepted accepted)) {
            return outcome;
        }
        List<DocumentProblem> taken = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        for (Tenant tenant : accepted.tenants()) {
            if (!names.add(tenant.name())) {
                taken.add(new DocumentProblem(file, 0, "tenant", "must be unique (found " + tenant.name() + " twice)"));
            }
            if (!accounts.add(account(tenant))) {
                taken.add(new DocumentProblem(file, 0, "servicetitan.tenantId",
                        "must be unique (found " + account(tenant) + " twice)"));
            }
        }
        good.forEach((other, tenants) -> {
            if (!other.equals(file)) {
                for (Tenant tenant : tenants) {
                    if (names.contains(tenant.name())) {
                        taken.add(new DocumentProblem(file, 0, "tenant",
                                "must be unique (" + tenant.name() + " is already in " + other + ")"));
                    }
                    if (accounts.contains(account(tenant))) {
                        taken.add(new DocumentProblem(file, 0, "servicetitan.tenantId",
                                "must be unique (" + account(tenant) + " is already in " + other + ")"));
                    }
                }
            }
        });
        return taken.isEmpty() ? outcome : new Outcome.Refused(taken);
    }

    private static String account(Tenant tenant) {
        return tenant.serviceTitan().tenantId() + " in " + tenant.serviceTitan().environment().name().toLowerCase(Locale.ROOT);
    }

    private void report(Map<String, List<DocumentProblem>> found) {
        found.forEach((file, ofFile) -> {
            if (!ofFile.equals(problems.get(file))) {
                LOG.warn("{} was refused, its last good version stays in effect: {}", file,
                        ofFile.stream().map(DocumentProblem::message).collect(Collectors.joining("; ")));
            }
        });
        problems = Map.copyOf(found);
    }

    private void publish(Set<String> changed) {
        Map<String, Tenant> now = new TreeMap<>();
        good.values().forEach(tenants -> tenants.forEach(tenant -> now.put(tenant.name(), tenant)));
        Map<String, Tenant> before = current;
        current = Collections.unmodifiableMap(now);
        Set<String> gone = new TreeSet<>(before.keySet());
        gone.removeAll(now.keySet());
        gone.forEach(name -> tell(listener -> listener.removed(name), name));
        changed.stream().sorted().map(now::get).forEach(tenant -> tell(listener -> listener.applied(tenant), tenant.name()));
    }

    /** One listener's failure is not another one's, nor another tenant's. */
    private void tell(Consumer<Listener> news, String tenant) {
        for (Listener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException failed) {
                LOG.error("A change of tenant {} could not be passed on", tenant, failed);
            }
        }
    }
}
