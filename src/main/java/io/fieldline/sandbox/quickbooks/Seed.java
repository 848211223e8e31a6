package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The company as it is before anything was booked: a home-service contractor in Springfield, Illinois. */
final class Seed {

    /** The id of the tax code of the place where the company is. */
    static final String LOCAL_TAX = "2";
    /** The id of the tax code with a rate of nothing. */
    static final String EXEMPT = "3";

    private static final String ACCOUNTS = """
            Accounts Receivable (A/R)|Accounts Receivable|AccountsReceivable
            Undeposited Funds|Other Current Asset|UndepositedFunds
            Checking|Bank|Checking
            Savings|Bank|Savings
            Sales Tax Payable|Other Current Liability|SalesTaxPayable
            Deferred Membership Revenue|Other Current Liability|DeferredRevenue
            Customer Deposits|Other Current Liability|OtherCurrentLiabilities
            Company Credit Card|Credit Card|CreditCard
            Accounts Payable (A/P)|Accounts Payable|AccountsPayable
            Plumbing Service Income|Income|ServiceFeeIncome
            Plumbing Install Income|Income|ServiceFeeIncome
            HVAC Service Income|Income|ServiceFeeIncome
            HVAC Install Income|Income|ServiceFeeIncome
            Electrical Service Income|Income|ServiceFeeIncome
            Electrical Install Income|Income|ServiceFeeIncome
            Membership Income|Income|ServiceFeeIncome
            Discounts Given|Income|DiscountsRefundsGiven
            Refunds and Allowances|Income|OtherPrimaryIncome
            Job Materials|Cost of Goods Sold|SuppliesMaterialsCogs
            Merchant Fees|Expense|BankCharges
            Bad Debts|Expense|BadDebts
            Opening Balance Equity|Equity|OpeningBalanceEquity
            Retained Earnings|Equity|RetainedEarnings""";
    private static final String ITEMS = """
            Plumbing Service|Service|Plumbing Service Income
            Plumbing Install|Service|Plumbing Install Income
            HVAC Service|Service|HVAC Service Income
            HVAC Install|Service|HVAC Install Income
            Electrical Service|Service|Electrical Service Income
            Electrical Install|Service|Electrical Install Income
            Materials|NonInventory|Plumbing Service Income
            Membership|Service|Deferred Membership Revenue
            Deposit on Job|Service|Customer Deposits
            Discount|Service|Discounts Given
            Refund|Service|Refunds and Allowances
            Price Book|Category|""";
    private static final String UNITS = """
            Plumbing - Service
            Plumbing - Install
            HVAC - Service
            HVAC - Install
            Electrical - Service
            Electrical - Install""";

    private final Company company;
    private final Records records;

    Seed(Company company, Records records) {
        this.company = company;
        this.records = records;
    }

    void sow(QuickBooksSettings settings) {
        records.add(EntityKind.COMPANY_INFO, object().put("Id", "1").put("CompanyName", "Prairie Home Services")
                .put("LegalName", "Prairie Home Services LLC").put("Country", "US").put("FiscalYearStartMonth", "January"));
        records.add(EntityKind.PREFERENCES, preferences(settings));
        taxes();
        ACCOUNTS.lines().map(line -> line.split("\\|")).forEach(part -> company.enter(EntityKind.ACCOUNT,
                object().put("Name", part[0]).put("AccountType", part[1]).put("AccountSubType", part[2])));
        UNITS.lines().forEach(unit -> company.enter(EntityKind.CLASS, object().put("Name", unit)));
        company.enter(EntityKind.DEPARTMENT, object().put("Name", "Springfield"));
        company.enter(EntityKind.DEPARTMENT, object().put("Name", "Decatur"));
        term("Due on receipt", 0);
        term("Net 15", 15);
        term("Net 30", 30);
        for (String method : new String[]{"Cash", "Check", "Visa", "MasterCard", "American Express", "Discover", "ACH",
                "Financing" }) {
            boolean card = !method.equals("Cash") && !method.equals("Check") && !method.equals("ACH")
                    && !method.equals("Financing");
            company.enter(EntityKind.PAYMENT_METHOD,
                    object().put("Name", method).put("Type", card ? "CREDIT_CARD" : "NON_CREDIT_CARD"));
        }
        company.enter(EntityKind.VENDOR, object().put("DisplayName", "Illinois Department of Revenue"));
        ITEMS.lines().map(line -> line.split("\\|", -1)).forEach(part -> item(part[0], part[1], part[2]));
    }

    private void item(String name, String type, String account) {
        ObjectNode item = object().put("Name", name).put("Type", type);
        if (!account.isEmpty()) {
            String id = records.all(EntityKind.ACCOUNT).stream()
                    .filter(known -> Fields.text(known, "Name").equals(account)).findFirst()
                    .map(known -> Fields.text(known, "Id")).orElseThrow();
            item.putObject("IncomeAccountRef").put("value", id);
        }
        company.enter(EntityKind.ITEM, item);
    }

    private void term(String name, int days) {
        company.enter(EntityKind.TERM, object().put("Name", name).put("Type", "STANDARD").put("DueDays", days));
    }

    private void taxes() {
        records.add(EntityKind.TAX_AGENCY, object().put("Id", "1").put("DisplayName", "Illinois Department of Revenue"));
        rate("1", "Illinois State", "6.25");
        rate("2", "City of Springfield", "3.5");
        rate("3", "No Tax", "0");
        code(TaxRules.TAXABLE, "TAX");
        code("NON", "NON");
        code(LOCAL_TAX, "Springfield", "1", "2");
        code(EXEMPT, "Exempt", "3");
        code("4", "Illinois State", "1");
    }

    private void rate(String id, String name, String percent) {
        ObjectNode rate = object().put("Id", id).put("Name", name).put("Active", true)
                .put("RateValue", new BigDecimal(percent));
        rate.putObject("AgencyRef").put("value", "1");
        records.add(EntityKind.TAX_RATE, rate);
    }

    private void code(String id, String name, String... rates) {
        ObjectNode code = object().put("Id", id).put("Name", name).put("Active", true).put("Taxable", !name.equals("NON"))
                .put("TaxGroup", rates.length > 0);
        ObjectNode sales = code.putObject("SalesTaxRateList");
        for (String rate : rates) {
            sales.withArrayProperty("TaxRateDetail").addObject().put("TaxTypeApplicable", "TaxOnAmount").putObject("TaxRateRef")
                    .put("value", rate);
        }
        records.add(EntityKind.TAX_CODE, code);
    }

    private static ObjectNode preferences(QuickBooksSettings settings) {
        ObjectNode preferences = object().put("Id", CompanyPreferences.ID);
        preferences.putObject("AccountingInfoPrefs").put("FirstMonthOfFiscalYear", "January").put("TrackDepartments", true)
                .put("ClassTrackingPerTxn", false).put("ClassTrackingPerTxnLine", true).put("UseAccountNumbers", false);
        preferences.putObject("SalesFormsPrefs").put("CustomTxnNumbers", true).put("AutoApplyCredit", false)
                .put("AllowDiscount", true).put("AllowDeposit", false);
        preferences.putObject("TaxPrefs").put("UsingSalesTax", true).put("PartnerTaxEnabled",
                settings.tax() != QuickBooksSettings.Tax.MANUAL);
        preferences.putObject("CurrencyPrefs").put("MultiCurrencyEnabled", false).putObject("HomeCurrency").put("value", "USD");
        return preferences;
    }

    private static ObjectNode object() {
        return Fields.NODES.objectNode();
    }
}
