package io.fieldline.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.messaging.MessageUse;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.FlowContract;

/**
 * Every flow there is and what it asks of a tenant: the shipped ones and those in the owner's folder. A flow without a
 * settings file asks for nothing. It needs no Camel, so that tenant documents can be checked by a short command.
 */
public final class FlowLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLibrary.class);
    private static final String SHIPPED = "routes/";
    // A class path cannot be listed in a native binary.
    private static final String INDEX = SHIPPED + "index.txt";
    private static final String POLICY_MARK = "- routeConfiguration:";

    private final Path folder;
    private final OperationNames operations;
    private final List<FlowFile> policies = new ArrayList<>();
    private final List<FlowFile> shipped = new ArrayList<>();
    private final Map<String, FlowContract> shippedContracts = new TreeMap<>();
    private volatile List<FlowFile> owned = List.of();
    private volatile Map<String, FlowContract> contracts = Map.of();
    private volatile List<DocumentProblem> problems = List.of();
    private volatile Map<String, String> seen = Map.of();
    private volatile Optional<DocumentProblem> folderProblem = Optional.empty();

    public FlowLibrary(ConfigurationFolder folder, Catalog catalog) {
        this.folder = folder.routes();
        this.operations = new OperationNames(catalog);
        readShipped();
        take(look());
    }

    private void readShipped() {
        List<DocumentProblem> wrong = new ArrayList<>();
        for (String name : resource(INDEX).lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            String text = resource(SHIPPED + name);
            if (FlowFile.isSettings(name)) {
                String flow = name.substring(0, name.length() - FlowFile.SETTINGS_SUFFIX.length());
                new SettingsReader(name, operations, wrong).read(flow, text)
                        .ifPresent(contract -> shippedContracts.put(flow, contract));
            } else if (text.startsWith(POLICY_MARK)) {
                policies.add(new FlowFile(name, Origin.SHIPPED, text));
            } else {
                shipped.add(new FlowFile(name, Origin.SHIPPED, text));
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("Shipped settings are wrong: " + wrong);
        }
        shipped.forEach(flow -> shippedContracts.computeIfAbsent(flow.id(), FlowLibrary::without));
    }

    private static String resource(String name) {
        try (InputStream content = FlowLibrary.class.getClassLoader().getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("The resource " + name + " is missing");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static FlowContract without(String flow) {
        return new FlowContract(flow, List.of(), List.of(), List.of());
    }

    /**
     * The files of the owner's folder as they are now, by name; none when there is no folder. A folder that cannot be read is
     * a problem of its own and takes no flow away.
     */
    Map<String, String> look() {
        folderProblem = Optional.empty();
        if (Files.notExists(folder)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, String> found = new TreeMap<>();
            files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(name -> FlowFile.isFlow(name) || FlowFile.isSettings(name))
                    .forEach(name -> text(name).ifPresent(text -> found.put(name, text)));
            seen = found;
        } catch (IOException unreadable) {
            folderProblem = Optional
                    .of(new DocumentProblem(folder.toString(), 0, "", "must be a readable folder of routes"));
        }
        return seen;
    }

    private Optional<String> text(String name) {
        try {
            return Optional.of(Files.readString(folder.resolve(name)));
        } catch (CharacterCodingException notText) {
            LOG.warn("{} is not UTF-8 text", name);
            return Optional.of("");
        } catch (IOException unreadable) {
            // It may have gone between the listing and this look; a file that stays unreadable shows up as refused.
            return Files.exists(folder.resolve(name)) ? Optional.of("") : Optional.empty();
        }
    }

    /** Makes these the owner's files; true when what the flows ask of tenants changed. */
    synchronized boolean take(Map<String, String> files) {
        List<DocumentProblem> wrong = new ArrayList<>();
        Map<String, FlowContract> now = new HashMap<>();
        List<FlowFile> flows = files.entrySet().stream().filter(file -> FlowFile.isFlow(file.getKey()))
                .map(file -> new FlowFile(file.getKey(), Origin.OWNER, file.getValue())).toList();
        for (FlowFile flow : flows) {
            String settings = files.get(flow.id() + FlowFile.SETTINGS_SUFFIX);
            now.put(flow.id(), settings == null ? without(flow.id()) : contract(flow.id(), settings, wrong));
        }
        Set<String> ids = flows.stream().map(FlowFile::id).collect(Collectors.toSet());
        files.keySet().stream().filter(FlowFile::isSettings)
                .filter(name -> !ids.contains(name.substring(0, name.length() - FlowFile.SETTINGS_SUFFIX.length())))
                .forEach(name -> wrong.add(new DocumentProblem(name, 0, "", "must stand beside a route of the same name")));
        now.putAll(shippedContracts);
        boolean changed = !now.equals(contracts);
        owned = flows;
        contracts = Map.copyOf(now);
        problems = List.copyOf(wrong);
        return changed;
    }

    /** What the settings say, or what they said when they were last right. */
    private FlowContract contract(String flow, String settings, List<DocumentProblem> wrong) {
        return new SettingsReader(flow + FlowFile.SETTINGS_SUFFIX, operations, wrong).read(flow, settings)
                .orElseGet(() -> contracts.getOrDefault(flow, without(flow)));
    }

    /** The files with a routeConfiguration, to be loaded before every route. */
    List<FlowFile> policies() {
        return List.copyOf(policies);
    }

    List<FlowFile> shipped() {
        return List.copyOf(shipped);
    }

    List<FlowFile> owned() {
        return owned;
    }

    /** What is wrong with the owner's folder and in settings files. */
    public List<DocumentProblem> problems() {
        return Stream.concat(folderProblem.stream(), problems.stream()).toList();
    }

    /** Where a flow reads from ServiceTitan and writes to it; none for an unknown one. */
    public List<ServiceTitanUse> serviceTitan(String flow) {
        Stream<ServiceTitanUse> inRoute = file(flow).stream().flatMap(file -> ServiceTitanUse.in(file).stream());
        Stream<ServiceTitanUse> inCode = contract(flow).stream().flatMap(contract -> contract.operations().stream())
                .map(ServiceTitanUse::of);
        return Stream.concat(inRoute, inCode).toList();
    }

    /** Whether a flow plans messages to customers. */
    public boolean messagesCustomers(String flow) {
        return file(flow).filter(CustomerMessageCheck::messages).isPresent();
    }

    /** Of what a flow tells customers, as far as its files say it. */
    public List<MessageUse> messages(String flow) {
        MessageUses uses = new MessageUses(contract(flow).orElseGet(() -> without(flow)));
        return file(flow).map(uses::in).orElse(List.of());
    }

    private Optional<FlowFile> file(String flow) {
        return Stream.concat(shipped.stream(), owned.stream()).filter(file -> file.id().equals(flow)).findFirst();
    }

    public Optional<FlowContract> contract(String flow) {
        return Optional.ofNullable(contracts.get(flow));
    }

    /** The ids of all flows. */
    public Set<String> flows() {
        return new TreeSet<>(contracts.keySet());
    }
}
