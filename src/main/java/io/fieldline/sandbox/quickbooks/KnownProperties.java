package io.fieldline.sandbox.quickbooks;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which properties a record may have, which of them only QuickBooks writes, and which a query may ask by. An unknown property is
 * refused, as is one that QuickBooks knows and the stand-in does not, because overlooking it would change what is booked.
 */
final class KnownProperties {

    private static final Set<String> READ_ONLY = words(
            "Id SyncToken MetaData domain sparse status TotalAmt HomeTotalAmt Balance"
                    + " HomeBalance UnappliedAmt RemainingCredit LinkedTxn FullyQualifiedName Level Classification CurrentBalance"
                    + " CurrentBalanceWithSubAccounts BalanceWithJobs HomeCurrency TaxLine V4IDPseudonym");
    private static final String EVERY = "Id SyncToken MetaData domain sparse status CustomField";
    private static final String TRANSACTION = " DocNumber TxnDate CurrencyRef ExchangeRate PrivateNote LinkedTxn Line"
            + " DepartmentRef TxnSource GlobalTaxCalculation TxnTaxDetail TotalAmt HomeTotalAmt";
    private static final String SALES = TRANSACTION + " CustomerRef CustomerMemo BillAddr ShipAddr ShipFromAddr ClassRef"
            + " ApplyTaxAfterDiscount PrintStatus EmailStatus BillEmail FreeFormAddress Balance HomeBalance PaymentMethodRef"
            + " PaymentRefNum ShipDate ShipMethodRef TrackingNum";
    private static final String NAME = " Name Active FullyQualifiedName";
    private static final String CONTACT = " DisplayName Title GivenName MiddleName FamilyName Suffix CompanyName"
            + " PrintOnCheckName Active PrimaryPhone AlternatePhone Mobile Fax PrimaryEmailAddr WebAddr BillAddr CurrencyRef"
            + " Balance Notes V4IDPseudonym";

    private static final Map<EntityKind, Set<String>> KNOWN = new EnumMap<>(EntityKind.class);
    private static final Map<EntityKind, Set<String>> FILTERABLE = new EnumMap<>(EntityKind.class);

    private static final Map<String, Set<String>> DETAILS = Map.of("SalesItemLineDetail",
            words("ItemRef ClassRef UnitPrice Qty TaxCodeRef ServiceDate ItemAccountRef TaxClassificationRef"),
            "DiscountLineDetail", words("PercentBased DiscountPercent DiscountAccountRef ClassRef TaxCodeRef"),
            "DescriptionLineDetail", words("ServiceDate TaxCodeRef"), "DepositLineDetail",
            words("AccountRef PaymentMethodRef CheckNum Entity ClassRef TxnType"), "AccountBasedExpenseLineDetail",
            words("AccountRef ClassRef CustomerRef BillableStatus TaxCodeRef"), "JournalEntryLineDetail",
            words("PostingType AccountRef Entity ClassRef DepartmentRef"), "SubTotalLineDetail", words("ItemRef"));
    private static final Set<String> LINE = words(
            "Id LineNum Description Amount DetailType LinkedTxn LineEx SalesItemLineDetail"
                    + " DiscountLineDetail DescriptionLineDetail DepositLineDetail AccountBasedExpenseLineDetail"
                    + " JournalEntryLineDetail SubTotalLineDetail");

    static {
        kind(EntityKind.CUSTOMER, CONTACT + " FullyQualifiedName Level Job BillWithParent ParentRef ShipAddr Taxable"
                + " DefaultTaxCodeRef SalesTermRef PaymentMethodRef BalanceWithJobs PreferredDeliveryMethod ResaleNum"
                + " IsProject ClientEntityId OpenBalanceDate TaxExemptionReasonId",
                "DisplayName GivenName MiddleName FamilyName CompanyName PrintOnCheckName FullyQualifiedName Active Balance"
                        + " PrimaryEmailAddr");
        kind(EntityKind.VENDOR, CONTACT + " AcctNum Vendor1099", "DisplayName GivenName FamilyName CompanyName Active Balance");
        kind(EntityKind.ITEM, NAME + " Type Description Sku UnitPrice Taxable IncomeAccountRef ExpenseAccountRef PurchaseCost"
                + " PurchaseDesc ParentRef SubItem Level ClassRef SalesTaxCodeRef TrackQtyOnHand TaxClassificationRef",
                "Name Active Type Sku FullyQualifiedName Description UnitPrice Taxable");
        kind(EntityKind.ACCOUNT, NAME + " AccountType AccountSubType Classification AcctNum Description ParentRef SubAccount"
                + " CurrentBalance CurrentBalanceWithSubAccounts CurrencyRef",
                "Name Active AccountType AccountSubType Classification FullyQualifiedName CurrentBalance");
        kind(EntityKind.CLASS, NAME + " ParentRef SubClass", "Name Active FullyQualifiedName");
        kind(EntityKind.DEPARTMENT, NAME + " ParentRef SubDepartment Address", "Name Active FullyQualifiedName");
        kind(EntityKind.TERM, NAME + " Type DueDays DiscountDays DiscountPercent DayOfMonthDue DueNextMonthDays",
                "Name Active");
        kind(EntityKind.PAYMENT_METHOD, NAME + " Type", "Name Active Type");
        kind(EntityKind.TAX_CODE, "", "Name Active");
        kind(EntityKind.TAX_RATE, "", "Name Active");
        kind(EntityKind.TAX_AGENCY, "", "DisplayName");
        kind(EntityKind.COMPANY_INFO, "", "");
        kind(EntityKind.PREFERENCES, "AccountingInfoPrefs SalesFormsPrefs TaxPrefs ProductAndServicesPrefs CurrencyPrefs"
                + " ReportPrefs VendorAndPurchasesPrefs TimeTrackingPrefs EmailMessagesPrefs OtherPrefs", "");
        kind(EntityKind.INVOICE, SALES + " SalesTermRef DueDate BillEmailCc BillEmailBcc AllowIPNPayment AllowOnlinePayment"
                + " AllowOnlineACHPayment AllowOnlineCreditCardPayment DeliveryInfo",
                "DocNumber TxnDate CustomerRef DueDate Balance TotalAmt SalesTermRef ClassRef DepartmentRef");
        kind(EntityKind.CREDIT_MEMO, SALES + " RemainingCredit", "DocNumber TxnDate CustomerRef Balance TotalAmt");
        kind(EntityKind.SALES_RECEIPT, SALES + " DepositToAccountRef", "DocNumber TxnDate CustomerRef Balance TotalAmt");
        kind(EntityKind.REFUND_RECEIPT, SALES + " DepositToAccountRef", "DocNumber TxnDate CustomerRef Balance TotalAmt");
        kind(EntityKind.PAYMENT, TRANSACTION + " CustomerRef ARAccountRef DepositToAccountRef PaymentMethodRef PaymentRefNum"
                + " UnappliedAmt ProcessPayment",
                "TxnDate CustomerRef TotalAmt PaymentRefNum DepositToAccountRef"
                        + " PaymentMethodRef UnappliedAmt");
        kind(EntityKind.DEPOSIT, TRANSACTION + " DepositToAccountRef", "TxnDate DepositToAccountRef TotalAmt DocNumber");
        kind(EntityKind.PURCHASE, TRANSACTION + " AccountRef PaymentType PaymentMethodRef EntityRef Credit RemitToAddr"
                + " PrintStatus", "TxnDate DocNumber AccountRef PaymentType TotalAmt EntityRef");
        kind(EntityKind.JOURNAL_ENTRY, TRANSACTION + " Adjustment", "TxnDate DocNumber TotalAmt");
    }

    private KnownProperties() {}

    private static void kind(EntityKind kind, String known, String filterable) {
        KNOWN.put(kind, words(EVERY + " " + known));
        FILTERABLE.put(kind, words("Id SyncToken MetaData.CreateTime MetaData.LastUpdatedTime " + filterable));
    }

    private static Set<String> words(String words) {
        return new HashSet<>(List.of(words.strip().split("\\s+")));
    }

    static boolean known(EntityKind kind, String property) {
        return KNOWN.get(kind).contains(property);
    }

    static boolean filterable(EntityKind kind, String property) {
        return FILTERABLE.get(kind).contains(property);
    }

    /** What a payment's amount is, the caller says; the amounts of every other transaction are worked out. */
    static boolean readOnly(EntityKind kind, String property) {
        return READ_ONLY.contains(property) && !(kind == EntityKind.PAYMENT && property.equals("TotalAmt"));
    }

    /** @throws Refusal that names the property that is not known */
    static void check(EntityKind kind, ObjectNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!known(kind, name)) {
                throw Refusal.unsupportedProperty(name);
            }
        });
        Fields.lines(body).forEach(KnownProperties::checkLine);
    }

    private static void checkLine(ObjectNode line) {
        line.properties().forEach(property -> {
            if (!LINE.contains(property.getKey())) {
                throw Refusal.unsupportedProperty("Line." + property.getKey());
            }
            Set<String> details = DETAILS.get(property.getKey());
            if (details != null) {
                checkDetail(property.getKey(), property.getValue(), details);
            }
        });
    }

    private static void checkDetail(String name, JsonNode detail, Set<String> known) {
        detail.fieldNames().forEachRemaining(property -> {
            if (!known.contains(property)) {
                throw Refusal.unsupportedProperty(name + "." + property);
            }
        });
    }
}
