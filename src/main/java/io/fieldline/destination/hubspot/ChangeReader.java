package io.fieldline.destination.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.fieldline.destination.hubspot.ObjectReader.Page;
import io.fieldline.destination.hubspot.Position.Listing;
import io.fieldline.destination.hubspot.Position.Looking;
import io.fieldline.destination.hubspot.Position.Watching;
import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;

/**
 * What changed. At first all there is, by the list, which has no end; then by searches for what changed since, each
 * beginning some time before the last one did, because the index lags behind and the two clocks differ. The index only
 * tells which records changed: what they hold is read from the records, since the index may still show what they held
 * before.
 *
 * <p>
 * Every page is a search of its own from the time of the last row on, so that neither HubSpot's 10,000 rows a search nor a
 * row that moves while pages are turned loses any. Deleted records are listed at an interval of their own.
 */
final class ChangeReader {

    private final HubSpotAccount account;
    private final PropertyCatalogue catalogue;
    private final ObjectReader objects;
    private final RecordReader records;
    private final ChangedIds changed;
    private final InstantSource time;
    private final Duration lookBack;
    private final Duration deletedEvery;

    ChangeReader(HubSpotAccount account, PropertyCatalogue catalogue, ObjectReader objects, RecordReader records,
            ChangedIds changed, InstantSource time, Duration lookBack, Duration deletedEvery) {
        this.account = account;
        this.catalogue = catalogue;
        this.objects = objects;
        this.records = records;
        this.changed = changed;
        this.time = time;
        this.lookBack = lookBack;
        this.deletedEvery = deletedEvery;
    }

    /** @param strangers whether only records are searched for that bear no customer's id; a list has all of them */
    Changes changes(String after, boolean strangers) {
        Position position = after == null ? new Listing(time.instant(), null) : Position.of(after);
        if (position instanceof Listing listing) {
            return list(listing);
        }
        return look(position instanceof Watching watching ? begun(watching) : (Looking) position, strangers);
    }

    private Changes list(Listing listing) {
        Page page = objects.list(account.object(), false, listing.after(), catalogue.read(account.object()));
        List<SideRecord> found = records.complete(page.objects(), catalogue::read).stream().map(records::side).toList();
        Position next = page.next() == null
                ? new Watching(listing.began(), listing.began())
                : new Listing(listing.began(), page.next());
        return new Changes(found, next.text(), page.next() != null);
    }

    private Looking begun(Watching watching) {
        return new Looking(watching, time.instant(), account.object(), watching.mark().minus(lookBack), null);
    }

    private Changes look(Looking looking, boolean strangers) {
        ChangedIds.Found found = changed.from(looking, strangers ? account.uniqueProperty() : null);
        List<SideRecord> changes = new ArrayList<>();
        List<String> ids = looking.object() == account.object()
                ? found.ids()
                : List.copyOf(records.companiesOf(found.ids()));
        for (CustomerRecord record : records.current(ids, catalogue::read)) {
            changes.addAll(records.merged(record));
            changes.add(records.side(record));
        }
        if (found.next() != null) {
            return new Changes(changes, found.next().text(), true);
        }
        if (looking.object() != CrmObject.CONTACT) {
            Watching watched = looking.watched();
            return new Changes(changes, new Looking(watched, looking.began(), CrmObject.CONTACT,
                    watched.mark().minus(lookBack), null).text(), true);
        }
        return new Changes(changes, finished(looking, changes).text(), false);
    }

    private Watching finished(Looking looking, List<SideRecord> changes) {
        Watching watched = looking.watched();
        if (looking.began().isBefore(watched.deletedMark().plus(deletedEvery))) {
            return new Watching(looking.began(), watched.deletedMark());
        }
        Instant since = watched.deletedMark().minus(lookBack);
        String after = null;
        do {
            Page page = objects.list(account.object(), true, after, catalogue.vital(account.object()));
            page.objects().stream().filter(one -> one.archivedOn() != null && !one.archivedOn().isBefore(since))
                    .map(records::deleted).forEach(changes::add);
            after = page.next();
        } while (after != null);
        return new Watching(looking.began(), looking.began());
    }
}
