package io.fieldline.sandbox.data;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Campaigns, their categories and what they cost each day of a month. */
final class MarketingRows {

    private static final int MONTHS = 12;
    private static final List<String> CATEGORIES = List.of("Digital", "Mail", "Referral", "Radio");
    private static final List<String> CAMPAIGNS = List.of("Google Ads", "Local Services Ads", "Facebook", "Spring Mailer",
            "Fall Mailer", "Neighbor Referral", "Website", "Radio Morning Show", "Truck Wrap", "Yellow Pages");
    private static final List<Integer> CATEGORY_OF = List.of(0, 0, 0, 1, 1, 2, 0, 3, 2, 1);

    private final Plan plan;

    MarketingRows(Plan plan) {
        this.plan = plan;
    }

    static String campaign(int index) {
        return CAMPAIGNS.get(index);
    }

    RowSource campaigns() {
        return Generated.of(Ids.CAMPAIGNS, CAMPAIGNS.size(), plan.timeline(CAMPAIGNS.size()), index -> {
            ObjectNode row = named(CAMPAIGNS.get(index));
            int category = CATEGORY_OF.get(index);
            row.set("category", named(CATEGORIES.get(category)).put("id", Ids.CAMPAIGN_CATEGORIES + category)
                    .put("active", true));
            row.put("isDefaultCampaign", index == 6);
            row.put("medium", CATEGORIES.get(category));
            row.putArray("campaignPhoneNumbers").add("55502" + (10_000 + index));
            return row;
        }).inactiveWhere(index -> index == CAMPAIGNS.size() - 1);
    }

    RowSource categories() {
        return Generated.of(Ids.CAMPAIGN_CATEGORIES, CATEGORIES.size(), plan.timeline(CATEGORIES.size()),
                index -> named(CATEGORIES.get(index)).put("type", "Regular"));
    }

    RowSource costs() {
        int size = CAMPAIGNS.size() * MONTHS;
        return Generated.of(Ids.CAMPAIGN_COSTS, size, plan.timeline(size), index -> {
            ZonedDateTime month = plan.start().atZone(plan.contractor().zone())
                    .minusMonths(MONTHS - 1L - index / CAMPAIGNS.size());
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put("campaignId", Ids.CAMPAIGNS + index % CAMPAIGNS.size());
            row.put("year", month.getYear());
            row.put("month", month.getMonthValue());
            row.put("dailyCost", BigDecimal.valueOf(500L + plan.seeded().below(9_000, index, 41), 2));
            return row;
        });
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }
}
