package io.fieldline.destination.slack;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

import org.apache.camel.Exchange;

import com.slack.api.model.Message;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.ButtonElement;

/**
 * The message about a valuable job: value, job, customer, place, and a button that opens the booking. It takes the job
 * from the body and customer, location, jobType, jobValue and jobLink from the exchange's variables.
 */
public final class JobAlert {

    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_FIELD = 2000;
    private static final int LONGEST_SUMMARY = 2900;

    /** Puts the message into the body. */
    public void message(Exchange exchange) {
        Map<?, ?> job = exchange.getMessage().getBody(Map.class);
        BigDecimal value = exchange.getVariable("jobValue", BigDecimal.class);
        String number = text(job.get("jobNumber") == null ? job.get("id") : job.get("jobNumber"));
        // A job of a listed type or of a listed customer may have no value yet, which is not the same as none.
        boolean known = value.signum() > 0;
        String amount = known ? NumberFormat.getCurrencyInstance(Locale.US).format(value) : "not known yet";
        String title = (known ? amount + " job" : "Job") + " booked: " + number;
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(HeaderBlock.builder().text(PlainTextObject.builder().text(cut(title, LONGEST_HEADER)).build()).build());
        blocks.add(SectionBlock.builder().fields(fields(exchange, job, number, amount)).build());
        String summary = plain(job.get("summary"));
        if (!summary.isBlank()) {
            blocks.add(SectionBlock.builder().text(markdown(cut(escape(summary), LONGEST_SUMMARY))).build());
        }
        blocks.add(ActionsBlock.builder().elements(List.of(ButtonElement.builder().actionId("open-booking")
                .text(PlainTextObject.builder().text("Open booking").build()).url(link(exchange, job)).build())).build());
        Message message = new Message();
        message.setText(title);
        message.setBlocks(blocks);
        exchange.getMessage().setBody(message);
    }

    private static List<TextObject> fields(Exchange exchange, Map<?, ?> job, String number, String amount) {
        Map<?, ?> customer = variable(exchange, "customer");
        Map<?, ?> jobType = variable(exchange, "jobType");
        List<TextObject> fields = new ArrayList<>();
        fields.add(field("Value", amount));
        fields.add(field("Job", number));
        fields.add(field("Customer", text(customer.get("name"))));
        fields.add(field("Job type", text(jobType.get("name"))));
        fields.add(field("Where", address(variable(exchange, "location"))));
        fields.add(field("Priority", text(job.get("priority"))));
        return fields;
    }

    private static Map<?, ?> variable(Exchange exchange, String name) {
        Map<?, ?> value = exchange.getVariable(name, Map.class);
        return value == null ? Map.of() : value;
    }

    private static TextObject field(String label, String value) {
        return markdown(
                "*" + label + "*\n" + cut(escape(value.isBlank() ? "not given" : value), LONGEST_FIELD - label.length() - 3));
    }

    private static MarkdownTextObject markdown(String text) {
        return MarkdownTextObject.builder().text(text).build();
    }

    private static String address(Map<?, ?> location) {
        if (!(location.get("address") instanceof Map<?, ?> address)) {
            return "";
        }
        StringJoiner line = new StringJoiner(", ");
        for (String part : List.of("street", "city", "state", "zip")) {
            if (!text(address.get(part)).isBlank()) {
                line.add(text(address.get(part)));
            }
        }
        return line.toString();
    }

    private static String link(Exchange exchange, Map<?, ?> job) {
        String template = exchange.getVariable("jobLink", "https://go.servicetitan.com/#/Job/Index/{jobId}", String.class);
        return template.replace("{jobId}", text(job.get("id")));
    }

    /** Summaries may hold HTML. */
    private static String plain(Object html) {
        return text(html).replaceAll("(?i)<br\\s*/?>|</p>", "\n").replaceAll("<[^>]{0,200}>", "").replace("&nbsp;", " ")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip();
    }

    /** Slack's own three characters. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
