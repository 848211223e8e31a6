package io.fieldline.sync;

/**
 * One stream of records that is read with a checkpoint of its own.
 *
 * @param tenant whose records
 * @param flow for which flow
 * @param stream which collection, <code>jpm/jobs</code>; of a CRM, the connection that leads to the account
 */
public record StreamKey(String tenant, String flow, String stream) {

    @Override
    public String toString() {
        return tenant + "/" + flow + "/" + stream;
    }
}
