package io.fieldline.servicetitan;

import org.apache.camel.spi.Metadata;

/** Headers of the component. The Camel prefix keeps outside senders from setting them. */
public final class ServiceTitanConstants {

    @Metadata(description = "The tenant that a record belongs to or that a call is made for", javaType = "String")
    public static final String TENANT = "CamelServiceTitanTenant";

    @Metadata(label = "consumer", description = "The collection that a record was read from, such as jpm/jobs", javaType = "String")
    public static final String COLLECTION = "CamelServiceTitanCollection";

    @Metadata(description = "The id of the record", javaType = "String")
    public static final String RECORD_ID = "CamelServiceTitanRecordId";

    @Metadata(label = "producer", description = "The HTTP status of the answer", javaType = "Integer")
    public static final String STATUS = "CamelServiceTitanStatus";

    private ServiceTitanConstants() {}
}
