package io.fieldline.mcp;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.fieldline.agent.tool.ToolDescription;

/**
 * Which tools a session lists: those of the packs that are open by themselves, and what was opened since. There are at most 25
 * with the two that open others; of more, what was opened last is listed first.
 */
final class Shelf {

    static final int MOST = 25;
    /** Without those that open others. */
    static final int ROOM = MOST - 2;

    private final Deque<Opening> opened = new ArrayDeque<>();

    private record Opening(String pack, Predicate<ToolDescription> holds) {}

    synchronized void open(String pack) {
        opened.removeIf(opening -> opening.pack().equals(pack));
        add(new Opening(pack, tool -> tool.pack().equals(pack)));
    }

    synchronized void show(Collection<String> tools) {
        Set<String> names = Set.copyOf(tools);
        add(new Opening("", tool -> names.contains(tool.name())));
    }

    private void add(Opening opening) {
        opened.addFirst(opening);
        if (opened.size() > ROOM) {
            opened.removeLast();
        }
    }

    /**
     * @param allowed every tool that the client may use
     * @param byDefault the packs that are open by themselves
     */
    synchronized Set<String> shown(List<ToolDescription> allowed, Set<String> byDefault) {
        Set<String> shown = new LinkedHashSet<>();
        opened.forEach(opening -> put(allowed, opening.holds(), shown));
        put(allowed, tool -> byDefault.contains(tool.pack()), shown);
        return shown;
    }

    private static void put(List<ToolDescription> allowed, Predicate<ToolDescription> which, Set<String> shown) {
        allowed.stream().filter(which).map(ToolDescription::name).limit(ROOM).filter(name -> shown.size() < ROOM)
                .forEach(shown::add);
    }
}
