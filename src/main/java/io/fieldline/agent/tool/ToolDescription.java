package io.fieldline.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a client is shown of a tool. Never made from what ServiceTitan holds.
 *
 * @param name lower case with underscores, such as <code>show_customer</code>
 * @param title for people
 * @param text what it is for and when to use it, with one or two examples
 * @param pack the group in which it is shown: <code>office</code>, <code>sales</code>, <code>dispatch</code>, …
 * @param input a JSON schema of type object; <code>tenant</code> is among its required properties. Of a tool that writes,
 *        the door adds <code>token</code>, by which a plan is carried out. A property by which a person is only looked for, be
 *        it by name, number or address, has <code>x-lookup</code> true beside <code>x-personal</code>
 * @param output a JSON schema of type object; a property that holds personal data names its kind in
 *        <code>x-personal</code>, such as <code>phone</code>, and one that holds what people wrote is a {@link Quoted}
 */
public record ToolDescription(String name, String title, String text, String pack, ObjectNode input, ObjectNode output,
        Hints hints) {

    /** The pack of a tool that belongs to no other one; the door lists it with the first pack that the client has open. */
    public static final String EVERY_PACK = "every";
}
