package io.fieldline.servicetitan.desk;

import java.util.List;

import io.fieldline.agent.tool.Tool;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.sync.pair.MatchIndex;

/** Every tool that works in ServiceTitan. */
public final class DeskTools {

    private DeskTools() {}

    /**
     * @param proposals carries out what the tools propose
     * @param index by which customers are found whose phone or e-mail is known
     * @param followUps what a customer's sheet shows of them
     */
    public static List<Tool> of(Desk desk, Proposals proposals, MatchIndex index, OwnFollowUps followUps) {
        Customers customers = new Customers(index);
        return List.of(new FindCustomers(desk, customers), new ShowCustomer(desk, customers, followUps),
                new FindJobs(desk, customers),
                new ShowJob(desk), new TodaysBoard(desk), new ShowEstimates(desk, customers), new FindInvoices(desk, customers),
                new TechnicianSchedule(desk), new ShowMemberships(desk, customers), new SearchCatalog(desk),
                new DescribeOperation(desk), new ReadOperation(desk), new CallOperation(desk, proposals),
                new ChangeCustomer(desk, proposals, customers), new ChangeJob(desk, proposals),
                new BookJob(desk, proposals, customers), new WriteEstimate(desk, proposals),
                new ChangeMembership(desk, proposals, customers), new AdjustInvoice(desk, proposals), new RunReport(desk));
    }
}
