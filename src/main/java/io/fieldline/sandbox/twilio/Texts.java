package io.fieldline.sandbox.twilio;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Request;

/** The account's messages, and how the API shows them. Safe for use by many threads. */
final class Texts {

    private static final int LARGEST_PAGE = 1_000;
    private static final int SEGMENT = 153;

    private final TwilioSettings settings;
    private final InstantSource time;
    private final List<SentText> texts = new ArrayList<>();
    private final AtomicLong number = new AtomicLong();

    Texts(TwilioSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
    }

    synchronized SentText take(Map<String, String> given) {
        String service = given.getOrDefault("MessagingServiceSid", "");
        SentText text = new SentText(nextSid(),
                given.getOrDefault("From", settings.numbers().stream().sorted().findFirst().orElse("")), given.get("To"),
                given.getOrDefault("Body", ""), service, given.getOrDefault("StatusCallback", ""),
                Integer.parseInt(given.getOrDefault("ValidityPeriod", "36000")), service.isEmpty() ? "queued" : "accepted", "",
                "outbound-api", time.instant(), null);
        texts.add(text);
        return text;
    }

    synchronized SentText receive(String from, String to, String body) {
        SentText text = new SentText(nextSid(), from, to, body, "", "", 0, "received", "", "inbound", time.instant(),
                time.instant());
        texts.add(text);
        return text;
    }

    /** Moves a message on; one that is sent from now on has a day. */
    synchronized SentText move(String sid, String status, String code) {
        for (int at = 0; at < texts.size(); at++) {
            SentText text = texts.get(at);
            if (text.sid().equals(sid)) {
                SentText moved = text.as(status, code, text.sentAt() == null ? time.instant() : text.sentAt());
                texts.set(at, moved);
                return moved;
            }
        }
        throw new Refusal(404, 20404, "The requested resource /Messages/" + sid + ".json was not found");
    }

    synchronized Optional<SentText> find(String sid) {
        return texts.stream().filter(text -> text.sid().equals(sid)).findFirst();
    }

    synchronized List<SentText> outbound() {
        return texts.stream().filter(text -> !text.direction().equals("inbound")).toList();
    }

    synchronized void clear() {
        texts.clear();
    }

    /** A page of those that the query asks for, newest first. */
    synchronized ObjectNode list(Request request) {
        List<SentText> chosen = new ArrayList<>();
        for (int at = texts.size() - 1; at >= 0; at--) {
            if (chosen(texts.get(at), request)) {
                chosen.add(texts.get(at));
            }
        }
        int size = Math.min(LARGEST_PAGE, number(request, "PageSize", 50));
        int page = number(request, "Page", 0);
        int first = Math.min(chosen.size(), page * size);
        int end = Math.min(chosen.size(), first + size);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("page", page).put("page_size", size).put("start", first)
                .put("end", Math.max(first, end - 1)).put("uri", request.path() + "?" + request.rawQuery());
        answer.set("previous_page_uri", JsonNodeFactory.instance.nullNode());
        answer.put("first_page_uri", request.path() + "?" + query(request, 0));
        if (end < chosen.size()) {
            answer.put("next_page_uri", request.path() + "?" + query(request, page + 1));
        } else {
            answer.putNull("next_page_uri");
        }
        chosen.subList(first, end).forEach(text -> answer.withArrayProperty("messages").add(json(text)));
        answer.withArrayProperty("messages");
        return answer;
    }

    private static String query(Request request, int page) {
        return request.rawQuery().replaceAll("(^|&)Page=\\d+", "") + "&Page=" + page;
    }

    private static boolean chosen(SentText text, Request request) {
        return request.parameter("To").filter(to -> !to.equals(text.to())).isEmpty()
                && request.parameter("From").filter(from -> !from.equals(text.from())).isEmpty() && onDay(text, request);
    }

    private static boolean onDay(SentText text, Request request) {
        LocalDate day = text.sentAt() == null ? null : text.sentAt().atZone(ZoneOffset.UTC).toLocalDate();
        return request.parameter("DateSent").filter(on -> !LocalDate.parse(on.substring(0, 10)).equals(day)).isEmpty()
                && request.parameter("DateSent>")
                        .filter(from -> day == null || day.isBefore(LocalDate.parse(from.substring(0, 10)))).isEmpty()
                && request.parameter("DateSent<")
                        .filter(to -> day == null || day.isAfter(LocalDate.parse(to.substring(0, 10)))).isEmpty();
    }

    private static int number(Request request, String parameter, int usual) {
        return request.parameter(parameter).filter(text -> text.matches("\\d{1,6}")).map(Integer::valueOf).orElse(usual);
    }

    ObjectNode json(SentText text) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("account_sid", settings.accountSid())
                .put("api_version", "2010-04-01").put("body", text.body())
                .put("date_created", written(text.createdAt().atZone(ZoneOffset.UTC)));
        json.put("date_sent", text.sentAt() == null ? null : written(text.sentAt().atZone(ZoneOffset.UTC)));
        json.put("date_updated", written(time.instant().atZone(ZoneOffset.UTC))).put("direction", text.direction());
        json.put("error_code", text.errorCode().isEmpty() ? null : Integer.valueOf(text.errorCode()));
        json.putNull("error_message");
        json.put("from", text.status().equals("accepted") ? null : text.from());
        json.put("messaging_service_sid", text.messagingServiceSid().isEmpty() ? null : text.messagingServiceSid());
        json.put("num_media", "0").put("num_segments", Integer.toString(1 + text.body().length() / SEGMENT)).putNull("price");
        String path = "/2010-04-01/Accounts/" + settings.accountSid() + "/Messages/" + text.sid();
        json.put("price_unit", "USD").put("sid", text.sid()).put("status", text.status()).put("to", text.to()).put("uri",
                path + ".json");
        json.putObject("subresource_uris").put("media", path + "/Media.json");
        return json;
    }

    private static String written(java.time.ZonedDateTime at) {
        return at.format(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", java.util.Locale.US));
    }

    private String nextSid() {
        return String.format("SM%032x", number.incrementAndGet());
    }
}
