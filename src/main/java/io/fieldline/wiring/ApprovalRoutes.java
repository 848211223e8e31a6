package io.fieldline.wiring;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.agent.approval.ApprovalLinks;
import io.fieldline.agent.approval.LinkedApprovals;
import io.fieldline.agent.approval.LinkedApprovals.Page;
import io.fieldline.failure.SyncException;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The pages by which persons decide about plans of agents. */
final class ApprovalRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalRoutes.class);
    private static final String PAGE = ApprovalLinks.PATH + ":token";
    private static final int LARGEST_FORM = 8192;

    private final LinkedApprovals approvals;

    ApprovalRoutes(LinkedApprovals approvals) {
        this.approvals = approvals;
    }

    void register(Router router) {
        router.get(PAGE).blockingHandler(context -> answer(context, () -> approvals.show(context.pathParam("token"))), false);
        router.post(PAGE).handler(new RawBody(LARGEST_FORM))
                .blockingHandler(context -> answer(context, () -> decide(context)), false);
    }

    private Page decide(RoutingContext context) {
        QueryStringDecoder form = new QueryStringDecoder(new String(RawBody.of(context), StandardCharsets.UTF_8), false);
        return approvals.decide(context.pathParam("token"), value(form, "decision"), value(form, "reason"));
    }

    private static String value(QueryStringDecoder form, String name) {
        return form.parameters().containsKey(name) ? form.parameters().get(name).get(0) : "";
    }

    private static void answer(RoutingContext context, Supplier<Page> pages) {
        HttpServerResponse response = context.response().putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer").putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Robots-Tag", "noindex").putHeader("Content-Security-Policy", LinkedApprovals.POLICY);
        try {
            Page page = pages.get();
            response.setStatusCode(page.status()).putHeader("Content-Type", "text/html; charset=utf-8").end(page.html());
        } catch (IllegalArgumentException e) {
            // The form is not encoded as forms are.
            response.setStatusCode(400).end();
        } catch (SyncException e) {
            LOG.error("A page about an approval was answered 503: {}", e.getMessage());
            response.setStatusCode(503).putHeader("Retry-After", "30").end();
        }
    }
}
