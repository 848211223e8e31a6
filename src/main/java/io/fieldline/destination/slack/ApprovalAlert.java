package io.fieldline.destination.slack;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;

import io.fieldline.agent.approval.Messenger;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.tenant.Connection;

/** Tells a person in Slack that a plan of an agent waits for them. What the agent said is plain text there, and no markup. */
public final class ApprovalAlert implements Messenger {

    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_TEXT = 2900;
    private static final int LONGEST_WAIT_MILLIS = 10_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
            .withZone(ZoneOffset.UTC);

    @Override
    public void tell(Connection connection, String to, Message message) {
        SlackConfig config = new SlackConfig();
        config.setHttpClientCallTimeoutMillis(LONGEST_WAIT_MILLIS);
        connection.text("url").ifPresent(url -> config.setMethodsEndpointUrlPrefix(url.replaceAll("/+$", "") + "/api/"));
        try (Slack slack = Slack.getInstance(config)) {
            ChatPostMessageResponse answer = slack.methods(connection.secret("token").orElseThrow().reveal())
                    .chatPostMessage(request -> request.channel(to).text(title(message)).blocks(blocks(message))
                            .unfurlLinks(false).unfurlMedia(false));
            if (!answer.isOk()) {
                throw SlackFailures.ofName(answer.getError());
            }
            if (answer.getTs() == null || answer.getTs().isEmpty()) {
                throw new RetryLaterException("Slack took the message and did not say under which number", null);
            }
        } catch (IOException | SlackApiException e) {
            throw SlackFailures.of(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Slack's client could not be closed", e);
        }
    }

    private static String title(Message message) {
        return cut("An approval is needed in " + message.tenant(), LONGEST_HEADER);
    }

    private static List<LayoutBlock> blocks(Message message) {
        String sentence = message.sentence().isEmpty() ? "The plan is behind the link." : message.sentence();
        return List.of(HeaderBlock.builder().text(plain(title(message))).build(),
                section(message.client() + " wants to use " + message.tool() + ": " + sentence),
                section(message.person() + ", this waits for " + message.who() + ", until " + time(message.expires())
                        + ". The link is yours alone: who has it can approve in your name."),
                ActionsBlock.builder().elements(List.of(ButtonElement.builder().actionId("open-approval")
                        .text(plain("Look and decide")).url(message.link()).build())).build());
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static SectionBlock section(String text) {
        return SectionBlock.builder().text(plain(cut(text, LONGEST_TEXT))).build();
    }

    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
