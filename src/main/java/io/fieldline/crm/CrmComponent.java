package io.fieldline.crm;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.lane.LaneServices;

/** The component <code>crm</code>. */
@Component("crm")
public class CrmComponent extends DefaultComponent {

    @Metadata(autowired = true, label = "advanced", description = "The CRM accounts that tenants' connections lead to")
    private Crms crms;
    @Metadata(autowired = true, label = "advanced", description = "The tenants to serve, and the turns of their flows")
    private LaneServices lanes;

    public CrmComponent() {}

    public CrmComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!CrmEndpoint.CHANGES.equals(remaining)) {
            throw new MisconfiguredException("crm:" + remaining + ": there is only crm:" + CrmEndpoint.CHANGES);
        }
        if (crms == null || lanes == null) {
            throw new MisconfiguredException("The crm component lacks a part: bind one " + Crms.class.getSimpleName()
                    + " and one " + LaneServices.class.getSimpleName() + " to the registry before routes are loaded");
        }
        CrmEndpoint endpoint = new CrmEndpoint(uri, this);
        endpoint.setSubject(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public Crms getCrms() {
        return crms;
    }

    public void setCrms(Crms crms) {
        this.crms = crms;
    }

    public LaneServices getLanes() {
        return lanes;
    }

    public void setLanes(LaneServices lanes) {
        this.lanes = lanes;
    }
}
