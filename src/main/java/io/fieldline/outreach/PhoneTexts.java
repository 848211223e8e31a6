package io.fieldline.outreach;

/** Whether contacts of the type Phone are texted where there is no MobilePhone. */
public enum PhoneTexts {

    NEVER, ALWAYS,

    /** Once the provider said that the number is a line that takes texts. */
    AFTER_LOOK_UP
}
