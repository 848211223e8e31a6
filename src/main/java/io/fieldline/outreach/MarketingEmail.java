package io.fieldline.outreach;

/**
 * What has to be in an e-mail that sells something.
 *
 * @param postalAddress of the sender, as it stands at the end of the e-mail
 * @param unsubscribe whether there is an address that takes one click to unsubscribe
 */
public record MarketingEmail(String postalAddress, boolean unsubscribe) {

    public static final MarketingEmail NOT_READY = new MarketingEmail("", false);

    public MarketingEmail {
        postalAddress = postalAddress.strip();
    }

    /** Whether a text, plain or HTML, bears the postal address, on one line or on several. */
    boolean bears(String text) {
        return plain(text).contains(plain(postalAddress));
    }

    private static String plain(String text) {
        return text.replaceAll("<[^>]*>", " ").replace("&nbsp;", " ").replace("&#39;", "'").replace("&quot;", "\"")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replaceAll("[\\s,]+", " ").strip();
    }
}
