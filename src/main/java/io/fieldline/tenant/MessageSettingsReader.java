package io.fieldline.tenant;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.fieldline.tenant.DocumentNode.Mapping;
import io.fieldline.tenant.MessageSettings.Mode;
import io.fieldline.tenant.MessageSettings.PerCustomer;
import io.fieldline.tenant.SettingDefinition.Type;

/** Reads the block <code>messages</code> of a tenant document. */
public final class MessageSettingsReader {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final String END_OF_DAY = "24:00";
    private static final int MOST_MESSAGES = 1000;

    private static final SettingDefinition SMS = text("redirect.sms", "The tenant's own number, as +15125550100.");
    private static final SettingDefinition EMAIL = text("redirect.email", "The tenant's own e-mail address.");
    private static final SettingDefinition PUSH = text("redirect.push", "The push token of a device of the tenant's own.");
    private static final SettingDefinition FROM = text("hours.from", "09:00",
            "When messages may begin, by the recipient's clock.");
    private static final SettingDefinition UNTIL = text("hours.until", "20:00", "When they end; later on the same day.");
    private static final SettingDefinition MESSAGES = setting("perCustomer.messages", Type.INTEGER, null,
            "How many marketing messages of all flows together one customer gets.");
    private static final SettingDefinition WITHIN = setting("perCustomer.within", Type.DURATION, null,
            "In any stretch of time of this length.");

    private static final List<SettingDefinition> SCALARS = List.of(
            new SettingDefinition("mode", Type.TEXT, false, "preview", List.of("preview", "redirect", "live"),
                    "Whether messages are only shown, go to the tenant itself, or go to customers."),
            text("country", "US", "Of numbers without a country code, two letters as in ISO 3166."),
            setting("textsPhones", Type.BOOLEAN, false,
                    "Whether contacts of the type Phone are texted where a customer has no MobilePhone."),
            setting("household", Type.DURATION, null,
                    "How long nobody else at the same location, or with the same number or address, hears of the same event."),
            text("postalAddress", "The sender's, as it stands at the end of marketing e-mails."),
            text("linkDomain", "The host at which customers reach Fieldline, for short links and links to unsubscribe."),
            setting("shortLinks", Type.BOOLEAN, true,
                    "Whether links in messages are short ones on that host that lead to the tenant's page."),
            text("language", "en", "Of the templates, two letters."));

    private final Fields fields;
    private final SettingReader settings;

    MessageSettingsReader(Fields fields, SettingReader settings) {
        this.fields = fields;
        this.settings = settings;
    }

    /** The fields of the block, those within another with a dot. */
    public static List<SettingDefinition> definitions() {
        return List.of(SCALARS.get(0), SMS, EMAIL, PUSH, SCALARS.get(1), FROM, UNTIL, SCALARS.get(2), SCALARS.get(3),
                SCALARS.get(4), SCALARS.get(5), SCALARS.get(6),
                setting("tracking", Type.MAP, Map.of(), "Parameters that links to review pages get, such as utm_source: sms."),
                SCALARS.get(7), MESSAGES, WITHIN);
    }

    MessageSettings read(Mapping block) {
        List<String> parts = List.of("redirect", "hours", "tracking", "perCustomer");
        Mapping scalars = block;
        for (String part : parts) {
            scalars = scalars.without(part);
        }
        Map<String, Object> values = settings.values(scalars, SCALARS);
        Mode mode = values.get("mode") instanceof String text ? Mode.valueOf(text.toUpperCase(Locale.ROOT)) : Mode.PREVIEW;
        Map<String, String> redirect = redirect(fields.mapping(block, "redirect"));
        if (mode == Mode.REDIRECT && redirect.isEmpty()) {
            fields.refuse(block.placeOf("redirect"), "must name where messages go: sms, email or push");
        }
        LocalTime[] hours = hours(fields.mapping(block, "hours"));
        return new MessageSettings(mode, redirect,
                matching(block, "country", values, COUNTRY, "must have two capital letters, such as US").orElse("US"), hours[0],
                hours[1], Boolean.TRUE.equals(values.get("textsPhones")),
                Optional.ofNullable((Duration) values.get("household")),
                Optional.ofNullable((String) values.get("postalAddress")),
                matching(block, "linkDomain", values, HOST, "must be a host in lower case, such as links.acme.example"),
                tracking(fields.mapping(block, "tracking")),
                matching(block, "language", values, LANGUAGE, "must have two letters in lower case, such as en").orElse("en"),
                perCustomer(block), !Boolean.FALSE.equals(values.get("shortLinks")));
    }

    private Map<String, String> redirect(Mapping written) {
        Map<String, Object> values = part(written, SMS, EMAIL, PUSH);
        Map<String, String> redirect = new TreeMap<>();
        matching(written, "sms", values, NUMBER, "must be a number with its country code, as +15125550100")
                .ifPresent(number -> redirect.put("sms", number));
        matching(written, "email", values, ADDRESS, "must be an e-mail address").ifPresent(one -> redirect.put("email", one));
        Optional.ofNullable((String) values.get("push")).ifPresent(token -> redirect.put("push", token));
        return redirect;
    }

    private LocalTime[] hours(Mapping written) {
        Map<String, Object> values = part(written, FROM, UNTIL);
        Optional<LocalTime> from = hour(written, "from", values);
        Optional<LocalTime> until = hour(written, "until", values);
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            fields.refuse(written.placeOf("until"), "must be later than from, on the same day");
        }
        return new LocalTime[]{from.orElse(LocalTime.of(9, 0)), until.orElse(LocalTime.of(20, 0)) };
    }

    private Optional<LocalTime> hour(Mapping written, String name, Map<String, Object> values) {
        if (!(values.get(name) instanceof String text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(text.equals(END_OF_DAY) ? LocalTime.MAX : LocalTime.parse(text));
        } catch (DateTimeException notAnHour) {
            fields.refused(written.get(name), "must be a time of the day such as \"09:00\"");
            return Optional.empty();
        }
    }

    private Map<String, String> tracking(Mapping written) {
        Map<String, String> parameters = new TreeMap<>();
        written.fields().forEach((name, node) -> {
            if (!PARAMETER.matcher(name).matches()) {
                fields.refuse(node.place(), "must be named by letters, digits, dots, hyphens and underscores");
            }
            fields.text(node).ifPresent(value -> parameters.put(name, value));
        });
        return parameters;
    }

    private Optional<PerCustomer> perCustomer(Mapping block) {
        Mapping written = fields.mapping(block, "perCustomer");
        if (!Fields.isPresent(block, "perCustomer")) {
            return Optional.empty();
        }
        Map<String, Object> values = part(written, MESSAGES, WITHIN);
        boolean whole = fields.required(written, "messages", "must be given: " + MESSAGES.meaning())
                & fields.required(written, "within", "must be given: " + WITHIN.meaning());
        if (!whole || !(values.get("messages") instanceof Long messages)
                || !(values.get("within") instanceof Duration within)) {
            return Optional.empty();
        }
        if (messages < 1 || messages > MOST_MESSAGES) {
            return fields.refused(written.get("messages"), "must be 1 to " + MOST_MESSAGES);
        }
        return Optional.of(new PerCustomer(messages.intValue(), within));
    }

    private Map<String, Object> part(Mapping written, SettingDefinition... definitions) {
        return settings.values(written, List.of(definitions).stream().map(MessageSettingsReader::withinItsPart).toList());
    }

    private Optional<String> matching(Mapping written, String name, Map<String, Object> values, Pattern pattern, String rule) {
        Optional<String> value = Optional.ofNullable((String) values.get(name));
        if (value.isPresent() && !pattern.matcher(value.get()).matches()) {
            return fields.refused(written.get(name), rule);
        }
        return value;
    }

    /** As it is named within its part. */
    private static SettingDefinition withinItsPart(SettingDefinition whole) {
        return new SettingDefinition(whole.name().substring(whole.name().indexOf('.') + 1), whole.type(), whole.required(),
                whole.defaultValue(), whole.allowed(), whole.meaning());
    }

    private static SettingDefinition text(String name, String meaning) {
        return setting(name, Type.TEXT, null, meaning);
    }

    private static SettingDefinition text(String name, String otherwise, String meaning) {
        return setting(name, Type.TEXT, otherwise, meaning);
    }

    private static SettingDefinition setting(String name, Type type, Object otherwise, String meaning) {
        return new SettingDefinition(name, type, false, otherwise, List.of(), meaning);
    }
}
