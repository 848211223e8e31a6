package io.fieldline.outreach;

/** What kind of line a number is, by its provider's word. */
public enum LineType {

    MOBILE, NON_FIXED_VOIP, LANDLINE, FIXED_VOIP, PERSONAL, TOLL_FREE, PREMIUM, SHARED_COST, UAN, VOICEMAIL, PAGER,

    /** The provider was asked and does not know. */
    UNKNOWN;

    /** Whether texts reach a person there: a number of no place is read on the owner's device, as a mobile is. */
    boolean takesTexts() {
        return this == MOBILE || this == NON_FIXED_VOIP;
    }
}
