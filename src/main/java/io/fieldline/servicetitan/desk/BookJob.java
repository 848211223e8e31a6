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

/** Books jobs, moves their appointments, and says who goes. */
final class BookJob implements WritingTool {

    private final Desk desk;
    private final Proposals proposals;
    private final Customers customers;

    BookJob(Desk desk, Proposals proposals, Customers customers) {
        this.desk = desk;
        this.proposals = proposals;
        this.customers = customers;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("book_job", "Book or reschedule a job",
                "Books a job, or moves, assigns, unassigns or confirms an appointment. Without start, the first slot that capacity"
                        + " offers from notBefore on is taken. Example: {action: \"book\", customer: \"10000005\", jobType:"
                        + " \"Drain Cleaning\", campaign: \"Website\", start: \"2026-06-02T09:00\", minutes: 120, technicians:"
                        + " [\"Kim\"]}.",
                "dispatch",
                Shape.input().choice("action", "", "book", "reschedule", "assign", "unassign", "confirm", "unconfirm")
                        .person("customer", "Name, phone, e-mail or id").person("location", "Needed where there are several")
                        .text("jobType", "Name or id").text("businessUnit", "Needed where the job type has several")
                        .text("campaign", "Name or id").choice("priority", "", "Low", "Normal", "High", "Urgent")
                        .text("summary", "").texts("tags", "").text("job", "Number or id")
                        .text("appointment", "Id; needed where several are ahead").text("start", "In the tenant's time zone")
                        .with("minutes", "integer", "").text("notBefore", "A date").with("arrivalMinutes", "integer",
                                "Length of the arrival window")
                        .texts("technicians", "Names or ids; available: who is free, skilled, of the zone").required("action")
                        .node(),
                Shape.made().node(), Hints.writing());
    }

    @Override
    public Proposal propose(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        String action = args.need("action");
        if (action.equals("book")) {
            return new Booking(at, args).of(customers.one(at, args.need("customer")));
        }
        ObjectNode job = JobChoice.job(at, args.need("job"));
        Visit visit = new Visit(at, args, job);
        return switch (action) {
            case "reschedule" -> visit.reschedule();
            case "assign" -> visit.assign(true);
            case "unassign" -> visit.assign(false);
            case "confirm" -> visit.confirm(true);
            case "unconfirm" -> visit.confirm(false);
            default -> throw Args.wrong("action", "is none that this tool knows");
        };
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        return proposals.carryOut(call, proposal);
    }
}
