package io.fieldline.servicetitan.desk;

import org.junit.jupiter.api.Test;

class PeekTest {
    @Test
    void peek() {
        try (LocalDesk d = new LocalDesk()) {
            int all = 0;
            for (var t : d.tools().values()) {
                var x = t.description();
                int n = x.text().length() + x.input().toString().length() + x.output().toString().length();
                all += n;
                System.out.println(x.name() + " " + n);
            }
            System.out.println("ALL " + all);
            for (String[] c : new String[][]{{"find_customers", "{'query':'alvarez'}" },
                    {"find_customers", "{'query':'10000001'}" }, {"show_customer", "{'customer':'10000001'}" },
                    {"find_jobs", "{'status':'Scheduled'}" }, {"show_job", "{'job':'50000003'}" },
                    {"todays_board", "{'day':'2026-06-02'}" }, {"show_estimates", "{'status':'Open'}" },
                    {"show_estimates", "{'customer':'10000004'}" }, {"find_invoices", "{'show':'overdue'}" },
                    {"technician_schedule", "{'from':'2026-06-02','to':'2026-06-03'}" },
                    {"show_memberships", "{'endsBefore':'2027-12-30'}" },
                    {"search_catalog", "{'kind':'service','text':'pump'}" }, {"search_catalog", "{'kind':'job_type'}" },
                    {"describe_operation", "{'search':'purchase order'}" },
                    {"describe_operation", "{'operation':'jpm/jobs create'}" },
                    {"read_operation", "{'operation':'crm/customers list','query':{'name':'alvarez'}}" },
                    {"read_operation", "{'operation':'telecom/calls list'}" } }) {
                try {
                    d.forgetRequests();
                    var a = d.read(c[0], c[1]);
                    System.out.println("== " + c[0] + c[1] + " " + a.toString().length() + "\n"
                            + a.toString().substring(0, Math.min(1800, a.toString().length())));
                    d.requests().forEach(r -> System.out.println("   " + r));
                } catch (Exception e) {
                    System.out.println("== " + c[0] + c[1]);
                    e.printStackTrace(System.out);
                }
            }
        }
    }
}
