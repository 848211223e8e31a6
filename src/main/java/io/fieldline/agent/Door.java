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

    /**
     * Notes in the audit what a client was shown beside what tools answer.
     *
     * @param what such as <code>resource</code>
     * @throws io.fieldline.agent.tool.RefusedCallException when the client asks too much; it is not to be shown it then
     */
    void shown(Caller caller, String what, ObjectNode arguments);

    /** Whom a call is for. */
    record Caller(String client, Optional<String> person) {}

    /** @param byDefault whether its tools are listed before anybody opened it */
    record Pack(String name, String text, boolean byDefault) {}

    /**
     * Whoever waits for the answer.
     *
     * @param person who sits at the client
     */
    record Attention(Consumer<String> progress, BooleanSupplier cancelled, AtClient person) {

        /** Where nobody can be asked. */
        public Attention(Consumer<String> progress, BooleanSupplier cancelled) {
            this(progress, cancelled, question -> new Reply(Reply.Kind.NOT_OFFERED, ""));
        }
    }

    /** The person who sits at a client, as far as the client lets them be asked. */
    interface AtClient {

        /**
         * Asks whether something may be done, and waits for the answer.
         *
         * @param question of several lines; the client sees it as well
         */
        Reply ask(String question);
    }

    /** @param reason that the person gave; empty where none */
    record Reply(Kind kind, String reason) {

        /** What came of a question. */
        public enum Kind {
            APPROVED, REJECTED,
            /** the person does not want to answer */
            DECLINED,
            /** it was closed without an answer, or the client gave the call up */
            CANCELLED,
            /** nobody answered for as long as it was waited */
            UNANSWERED,
            /** another question is open at the client */
            BUSY,
            /** the client cannot show questions, or answered what is no answer */
            NOT_OFFERED
        }
    }
}
