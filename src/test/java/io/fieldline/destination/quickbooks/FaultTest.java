package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** QuickBooks uses some codes for several causes, which its words tell apart. */
class FaultTest {

    private static Fault fault(String code, String detail) {
        return new Fault(400, code, "A business validation error has occurred while processing your request", detail, "");
    }

    @Test
    void aRuleOfBusinessIsNoRefusalForGoodWhereQuickBooksItselfFailed() {
        assertThat(fault("6000", "Business Validation Error: Unexpected Internal Error. (-30000)").failed()).isTrue();
        assertThat(fault("6000", "Business Validation Error: Transaction amount must be 0 or greater").failed()).isFalse();
        assertThat(fault("610", "Object Not Found : unexpected internal error").failed()).isFalse();
    }

    @Test
    void aClosedPeriodAndATakenNumberAreToldApartByWhatIsSaid() {
        Fault closed = fault("6000", "Business Validation Error: The account period has closed");
        Fault taken = fault("6210", "Duplicate Document Number Error : You must specify a different number");
        assertThat(closed.closedPeriod()).isTrue();
        assertThat(closed.numberTaken()).isFalse();
        assertThat(taken.numberTaken()).isTrue();
        assertThat(taken.closedPeriod()).isFalse();
        assertThat(fault("6210", "The account period has closed").closedPeriod()).isTrue();
        assertThat(fault("6140", "Duplicate Document Number Error").numberTaken()).isTrue();
    }

    @Test
    void anOldVersionAndATakenNameAreHeardInTheWordsOfARuleToo() {
        assertThat(fault("6000", "Stale Object Error : You and somebody else were working on this").stale()).isTrue();
        assertThat(fault("6000", "Duplicate Name Exists Error").nameTaken()).isTrue();
        assertThat(fault("6540", "Deposited Transaction cannot be changed").stale()).isFalse();
    }

    @Test
    void somethingOutOfUseMayBeTheCustomerUnlessQuickBooksNamesWhatItIs() {
        Fault open = fault("610", "Something you're trying to use has been made inactive. Check the fields with accounts,"
                + " customers, items, vendors or employees.");
        assertThat(open.mayMeanTheCustomer()).isTrue();
        assertThat(new Fault(400, "2500", "Invalid Reference Id", "", "CustomerRef").mayMeanTheCustomer()).isTrue();
        assertThat(new Fault(400, "2500", "Invalid Reference Id", "", "ItemRef").mayMeanTheCustomer()).isFalse();
        assertThat(fault("6000", "made inactive").mayMeanTheCustomer()).isFalse();
    }
}
