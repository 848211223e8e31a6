package io.fieldline.destination.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import io.fieldline.destination.hubspot.Position.Listing;
import io.fieldline.destination.hubspot.Position.Looking;
import io.fieldline.destination.hubspot.Position.Watching;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PositionTest {

    private static final long LATEST = 4_102_444_800_000L;

    @Property(tries = 100)
    void everyPositionIsReadBackAsItWasWritten(@ForAll @LongRange(min = 0, max = LATEST) long one,
            @ForAll @LongRange(min = 0, max = LATEST) long other, @ForAll boolean crowded, @ForAll boolean company) {
        Watching watching = new Watching(Instant.ofEpochMilli(one), Instant.ofEpochMilli(other));
        Looking looking = new Looking(watching, Instant.ofEpochMilli(other), company ? CrmObject.COMPANY : CrmObject.CONTACT,
                Instant.ofEpochMilli(one), crowded ? "100017" : null);
        Listing listing = new Listing(Instant.ofEpochMilli(one), Long.toString(other));

        assertThat(Position.of(watching.text())).isEqualTo(watching);
        assertThat(Position.of(looking.text())).isEqualTo(looking);
        assertThat(Position.of(listing.text())).isEqualTo(listing);
    }
}
