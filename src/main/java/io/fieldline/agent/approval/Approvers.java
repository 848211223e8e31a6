package io.fieldline.agent.approval;

import java.util.Map;
import java.util.Optional;

/**
 * How persons who may approve are told.
 *
 * @param address where links begin, such as <code>https://fieldline.example.com</code>, without a slash at the end
 * @param connection the name of a connection of type <code>slack</code>
 * @param tenant whose connection; without one that of the tenant in which the plan is
 * @param persons the member or channel in Slack, by the person's name in the rules
 */
public record Approvers(String address, String connection, Optional<String> tenant, Map<String, String> persons) {

    public Approvers {
        persons = Map.copyOf(persons);
    }
}
