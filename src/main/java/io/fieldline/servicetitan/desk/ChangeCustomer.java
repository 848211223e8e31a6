package io.fieldline.servicetitan.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Makes customers and locations, and changes them, their contacts, tags and notes. */
final class ChangeCustomer implements WritingTool {

    private final Desk desk;
    private final Proposals proposals;
    private final Customers customers;

    ChangeCustomer(Desk desk, Proposals proposals, Customers customers) {
        this.desk = desk;
        this.proposals = proposals;
        this.customers = customers;
    }

    @Override
    public ToolDescription description() {
        Shape input = Shape.input().choice("action", "", "create", "update", "add_location", "update_location", "add_contact",
                "change_contact", "remove_contact", "add_tags", "remove_tags", "add_note")
                .person("customer", "Name, phone, e-mail or id; not for create").person("location", "Name or id")
                .with("contact", "integer", "Id").personal("name", "name").choice("type", "", "Residential", "Commercial");
        Place.FIELDS.forEach(part -> input.personal(part, "address"));
        return new ToolDescription("change_customer", "Create or change a customer",
                "Creates a customer with its first location, or changes one. Examples: {action: \"add_contact\", customer:"
                        + " \"10000005\", email: \"kim@example.com\"}; {action: \"update\", customer: \"Alvarez\", doNotMail:"
                        + " true}. A phone is a mobile phone unless landline is true.",
                "office",
                input.personal("phone", "phone").with("landline", "boolean", "").personal("email", "email")
                        .text("memo", "Of the contact")
                        .texts("tags", "Names or ids").text("note", "").with("doNotMail", "boolean", "")
                        .with("doNotService", "boolean", "").required("action").node(),
                Shape.made().node(), Hints.destroying());
    }

    @Override
    public Proposal propose(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        String action = args.need("action");
        if (action.equals("create")) {
            return new CustomerMaking(at, args).customer();
        }
        ObjectNode customer = customers.one(at, args.need("customer"));
        CustomerChanging changing = new CustomerChanging(at, args, customer);
        return switch (action) {
            case "add_location" -> new CustomerMaking(at, args).location(customer);
            case "update" -> changing.update();
            case "update_location" -> changing.location();
            case "add_contact" -> changing.addContact();
            case "change_contact" -> changing.changeContact();
            case "remove_contact" -> changing.removeContact();
            case "add_tags" -> changing.tags(true);
            case "remove_tags" -> changing.tags(false);
            case "add_note" -> changing.note();
            default -> throw Args.wrong("action", "is none that this tool knows");
        };
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        return proposals.carryOut(call, proposal);
    }
}
