package io.fieldline.outreach;

import java.util.Optional;

/** A channel whose provider tells what kind of line a number is. Each question costs money. */
public interface LineTypes {

    /**
     * @param number in E.164
     * @return empty when the provider has no such number, which it may have tomorrow
     * @throws io.fieldline.failure.SyncException when it did not tell
     */
    Optional<LineType> lineOf(String number);
}
