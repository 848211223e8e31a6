package io.fieldline.destination.salesforce;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/**
 * One Salesforce org. A record is an account with its contact, or a Person Account, and is known by the account's id.
 * Fields are <code>Account.Name</code>, <code>Contact.Email</code>, for both kinds of accounts; on a new record
 * <code>Account.IsPersonAccount</code> says which kind it becomes. An account without a contact brings no contact's fields.
 */
public final class Salesforce implements Crm, AutoCloseable {

    private final SalesforceApi api;
    private final SalesforceSchema schema;
    private final SalesforceOptions options;
    private final RecordReader reader;
    private final RecordWriter writer;
    private final ChangeReader changes;
    private final ActivityWriter activities;
    private final ExternalIdFields externalIds;

    /**
     * @param component started, or added to a Camel context that is; whoever made it stops it
     * @param wanted the fields to read, <code>Account.Name</code>; empty for all that the org has, which makes long queries
     */
    public Salesforce(SalesforceConnectionComponent component, Set<String> wanted, InstantSource time) {
        options = SalesforceOptions.of(component.connection());
        api = new SalesforceApi(component, options, time);
        schema = new SalesforceSchema(api, options.personAccounts());
        reader = new RecordReader(api, schema, options, wanted);
        RowWriter rows = new RowWriter(api);
        writer = new RecordWriter(reader, new WritePlanner(schema, options), rows,
                new OtherContacts(api, schema, rows, options), options);
        changes = new ChangeReader(api, reader, options, time);
        activities = new ActivityWriter(reader, schema, rows, options);
        externalIds = new ExternalIdFields(api, schema, options);
    }

    @Override
    public Map<String, SideField> describe() {
        schema.forget();
        return schema.described();
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        return reader.read(ids).values().stream().map(FoundRecord::record).toList();
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> writes) {
        return writer.write(writes);
    }

    /** Only a checkbox that the connection names tells it. */
    @Override
    public boolean keepsState() {
        return options.activeField().isPresent();
    }

    @Override
    public Changes changes(String after) {
        return changes.changes(after, false);
    }

    @Override
    public Changes changesOfStrangers(String after) {
        return changes.changes(after, true);
    }

    @Override
    public List<WriteOutcome> writeActivities(List<Activity> written) {
        return activities.write(written);
    }

    @Override
    public List<String> missing(boolean fix) {
        return externalIds.missing(fix);
    }

    /** What Salesforce last said of its daily limit; empty before the first call. */
    public Optional<ApiUsage> usage() {
        return api.usage();
    }

    @Override
    public void close() {
        api.close();
    }
}
