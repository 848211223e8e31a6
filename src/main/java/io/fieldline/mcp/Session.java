package io.fieldline.mcp;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.fieldline.agent.Door;
import io.fieldline.agent.Door.Caller;
import io.fieldline.agent.Door.Pack;
import io.fieldline.agent.tool.ToolDescription;

/** One client's session. What it may use is asked of the door each time, because the policy may change while it lasts. */
final class Session {

    private final Door door;
    private final Caller caller;
    private final Shelf shelf = new Shelf();
    private final Questions questions = new Questions(Questions.LONGEST);
    private final long number;
    private Set<String> told;

    /** @param number higher than that of any that began before */
    Session(Door door, Caller caller, long number) {
        this.number = number;
        this.door = door;
        this.caller = caller;
        this.told = new TreeSet<>(shown());
    }

    long number() {
        return number;
    }

    Caller caller() {
        return caller;
    }

    Questions questions() {
        return questions;
    }

    List<Pack> packs() {
        return door.packs(caller);
    }

    /** Every tool that the client may use, listed or not. */
    List<ToolDescription> allowed() {
        return door.tools(caller, packs().stream().map(Pack::name).collect(Collectors.toSet()));
    }

    Optional<ToolDescription> allowed(String tool) {
        return allowed().stream().filter(one -> one.name().equals(tool)).findFirst();
    }

    /** The names of the tools that are listed. */
    Set<String> shown() {
        List<Pack> packs = packs();
        return shelf.shown(door.tools(caller, packs.stream().map(Pack::name).collect(Collectors.toSet())),
                packs.stream().filter(Pack::byDefault).map(Pack::name).collect(Collectors.toSet()));
    }

    void open(String pack) {
        shelf.open(pack);
    }

    void show(Collection<String> tools) {
        shelf.show(tools);
    }

    /** Whether the list is another one than when this was asked last. */
    synchronized boolean changed() {
        Set<String> now = new TreeSet<>(shown());
        boolean changed = !now.equals(told);
        told = now;
        return changed;
    }
}
