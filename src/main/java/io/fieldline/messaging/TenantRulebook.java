package io.fieldline.messaging;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.fieldline.outreach.Caps;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.EventAges;
import io.fieldline.outreach.Frequency;
import io.fieldline.outreach.MarketingEmail;
import io.fieldline.outreach.MessageRulebook;
import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.Mode;
import io.fieldline.outreach.PhoneTexts;
import io.fieldline.outreach.SendingHours;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Tenants;

/** The rules as tenant documents have them now: the block <code>messages</code>, and the settings of the flow. */
public final class TenantRulebook implements MessageRulebook {

    private final Tenants tenants;

    public TenantRulebook(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Optional<MessageRules> of(String tenant, String flow) {
        return FlowMessages.find(tenants, tenant, flow).map(TenantRulebook::rules);
    }

    private static MessageRules rules(FlowMessages flow) {
        MessageSettings settled = flow.tenant().messages();
        Caps caps = new Caps(settled.perCustomer().map(most -> Frequency.ofMarketing(most.messages(), most.within())),
                flow.perCustomer(), flow.dailyCap(), settled.household());
        return new MessageRules(Mode.valueOf(settled.mode().name()), redirect(settled.redirect()), flow.tenant().timeZone(),
                settled.country(), new SendingHours(settled.from(), settled.until()),
                PhoneTexts.valueOf(settled.textsPhones().name()), caps,
                EventAges.with(flow.maxAges()),
                new MarketingEmail(settled.postalAddress().orElse(""), settled.linkDomain().isPresent()));
    }

    private static Map<ChannelKind, String> redirect(Map<String, String> written) {
        Map<ChannelKind, String> redirect = new EnumMap<>(ChannelKind.class);
        written.forEach((channel, address) -> redirect.put(ChannelKind.valueOf(channel.toUpperCase(Locale.ROOT)), address));
        return redirect;
    }
}
