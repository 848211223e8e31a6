package io.fieldline.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.flow.FlowCheck.Checked;
import io.fieldline.tenant.DocumentProblem;

/**
 * Brings the library's files to Camel, one at a time, so that a bad file is refused by name and concerns nobody else. A
 * changed file replaces its route; when the new version is refused, the last good one runs on.
 */
public final class FlowLoader {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLoader.class);

    private final CamelContext context;
    private final FlowLibrary library;
    private final FlowCheck check;
    // Whoever asks how the flows are doing does not wait while one is being stopped.
    private final Map<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final Set<String> policies = new LinkedHashSet<>();

    /** What became of a file. An owner's file may bear the name of a shipped one, so the origin is part of the key. */
    private static final class Entry {

        private volatile FlowFile seen;
        private volatile FlowFile good;
        private volatile String description = "";
        private volatile List<DocumentProblem> problems = List.of();

        private Entry(FlowFile seen) {
            this.seen = seen;
        }
    }

    public FlowLoader(CamelContext context, FlowLibrary library) {
        this.context = context;
        this.library = library;
        this.check = new FlowCheck(context);
    }

    /** Loads what is new or changed and removes what is gone. The context must have been started. */
    synchronized void load(boolean alsoRefused) {
        if (!context.isStarted()) {
            throw new IllegalStateException("Flows are loaded into a started context, where a bad one stops nobody else");
        }
        loadPolicies();
        List<FlowFile> files = new ArrayList<>(library.shipped());
        files.addAll(library.owned());
        removeGone(files);
        files.forEach(file -> take(file, alsoRefused));
    }

    private void loadPolicies() {
        for (FlowFile policy : library.policies()) {
            if (policies.contains(policy.id())) {
                continue;
            }
            Checked checked = check.policy(policy);
            if (!checked.problems().isEmpty()) {
                throw new IllegalStateException("A shipped policy is wrong: " + checked.problems());
            }
            try {
                update(policy);
            } catch (Exception refused) {
                throw new IllegalStateException("The policy " + policy.name() + " was refused", refused);
            }
            policies.add(policy.id());
        }
    }

    private void removeGone(List<FlowFile> files) {
        Set<String> present = files.stream().map(FlowLoader::key).collect(Collectors.toSet());
        List<String> gone = entries.keySet().stream().filter(key -> !present.contains(key)).toList();
        for (String key : gone) {
            Entry entry = entries.remove(key);
            if (entry.good != null) {
                remove(entry.good.id());
                LOG.info("The flow {} was removed with its file", entry.good.id());
            }
        }
    }

    private static String key(FlowFile file) {
        return file.origin().ordinal() + "/" + file.name();
    }

    private void take(FlowFile file, boolean alsoRefused) {
        Entry entry = entries.get(key(file));
        if (entry == null) {
            entry = new Entry(file);
            entries.put(key(file), entry);
        } else if (file.equals(entry.seen) && !(alsoRefused && entry.good == null)) {
            return;
        }
        entry.seen = file;
        if (file.equals(entry.good)) {
            entry.problems = List.of();
            return;
        }
        Checked checked = check.flow(file, policies, shippedIds());
        List<DocumentProblem> problems = checked.problems().isEmpty() ? replace(entry, file, checked) : checked.problems();
        report(file, entry, problems);
    }

    private Set<String> shippedIds() {
        Set<String> ids = new LinkedHashSet<>(policies);
        library.shipped().forEach(flow -> ids.add(flow.id()));
        return ids;
    }

    private List<DocumentProblem> replace(Entry entry, FlowFile file, Checked checked) {
        try {
            update(file);
            entry.good = file;
            entry.description = checked.description();
            LOG.info("The flow {} was loaded", file.id());
            return List.of();
        } catch (Exception refused) {
            LOG.debug("Camel refused {}", file.name(), refused);
            remove(file.id());
            restore(entry);
            return List.of(LoadFailure.problem(file, checked, refused));
        }
    }

    /** Camel stopped the old version before it refused the new one. */
    private void restore(Entry entry) {
        if (entry.good == null) {
            return;
        }
        try {
            update(entry.good);
        } catch (Exception refused) {
            LOG.error("The last good version of {} could not be started again", entry.good.name(), refused);
            remove(entry.good.id());
            entry.good = null;
        }
    }

    private void update(FlowFile file) throws Exception {
        PluginHelper.getRoutesLoader(context).updateRoutes(ResourceHelper.fromString(file.name(), file.text()));
    }

    private void remove(String id) {
        try {
            context.getRouteController().stopRoute(id);
            context.removeRoute(id);
            Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
            RouteDefinition left = model.getRouteDefinition(id);
            if (left != null) {
                model.removeRouteDefinition(left);
            }
        } catch (Exception failed) {
            LOG.error("The route {} could not be removed", id, failed);
        }
    }

    private static void report(FlowFile file, Entry entry, List<DocumentProblem> problems) {
        if (!problems.isEmpty() && !Objects.equals(problems, entry.problems)) {
            LOG.warn("{} was refused{}: {}", file.name(), entry.good == null ? "" : ", its last good version runs on",
                    text(problems));
        }
        entry.problems = List.copyOf(problems);
    }

    private static String text(List<DocumentProblem> problems) {
        return problems.stream().map(DocumentProblem::message).collect(Collectors.joining("; "));
    }

    /** What is wrong now, in routes and in settings files; empty when every file is in effect. */
    public List<DocumentProblem> problems() {
        List<DocumentProblem> all = new ArrayList<>(library.problems());
        entries.values().forEach(entry -> all.addAll(entry.problems));
        return List.copyOf(all);
    }

    /** Every flow there is, the shipped ones first. */
    public List<FlowStatus> flows() {
        return entries.values().stream().map(this::status).toList();
    }

    private FlowStatus status(Entry entry) {
        FlowFile good = entry.good;
        FlowFile file = good == null ? entry.seen : good;
        Optional<String> problem = entry.problems.isEmpty() ? Optional.empty() : Optional.of(text(entry.problems));
        return new FlowStatus(file.id(), file.origin(), state(good), entry.description, problem);
    }

    private FlowStatus.State state(FlowFile good) {
        if (good == null) {
            return FlowStatus.State.REFUSED;
        }
        return context.getRouteController().getRouteStatus(good.id()) == ServiceStatus.Started
                ? FlowStatus.State.RUNNING
                : FlowStatus.State.STOPPED;
    }
}
