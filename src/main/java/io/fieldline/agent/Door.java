package io.fieldline.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.ToolDescription;

/** The one way of agents to anything. Whatever is asked of it is allowed by the policy or refused, and is in the audit. */
public interface Door {

    /** @return empty when nobody has this key; says nothing of why */
    Optional<Caller> withKey(String apiKey);

    /**
     * @param subject of a bearer token that was verified: its issuer, signature, audience and time
     * @return empty when the policy knows no client of this subject
     */
    Optional<Caller> withToken(String issuer, String subject, Set<String> scopes);

    /** Whether a client is configured at all; without one Fieldline answers only on this machine. */
    boolean anybody();

    /** Those whose tokens the policy knows clients of; a token of anybody else is not looked at. */
    Set<String> issuers();

    /** The names of the tenants that the client may use. */
    List<String> tenants(Caller caller);

    /** The packs that the client may open, by name, with what each is for. */
    List<Pack> packs(Caller caller);

    /**
     * The tools that the client may use, of these packs. Those that it may not are not among them. A tool is described to every
     * client in the same words.
     */
    List<ToolDescription> tools(Caller caller, Set<String> packs);

    /**
     * Calls a tool that the client may use, of whatever pack.
     *
     * @throws io.fieldline.agent.tool.RefusedCallException when it is refused; that is in the audit too
     */
    ObjectNode call(Caller caller, String tool, ObjectNode arguments, Attention attention);

    /** Whom a call is for. */
    record Caller(String client, Optional<String> person) {}

    /** @param byDefault whether its tools are listed before anybody opened it */
    record Pack(String name, String text, boolean byDefault) {}

    /** Whoever waits for the answer. */
    record Attention(Consumer<String> progress, BooleanSupplier cancelled) {}
}
