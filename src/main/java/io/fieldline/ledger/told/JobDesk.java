package io.fieldline.ledger.told;

import io.fieldline.tenant.Tenant;

/** External data of jobs in ServiceTitan. */
public interface JobDesk {

    /**
     * Lets a job bear a value under a key and leaves its other keys as they are. Nothing is written where it bears it.
     *
     * @return whether ServiceTitan shows it afterwards
     * @throws io.fieldline.failure.RejectedRecordException when ServiceTitan refuses it
     * @throws io.fieldline.failure.MisconfiguredException when the tenant has no application guid
     */
    boolean bear(Tenant tenant, long job, String key, String value);
}
