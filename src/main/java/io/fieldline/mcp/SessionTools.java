package io.fieldline.mcp;

import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.quarkiverse.mcp.server.FilterContext;
import io.quarkiverse.mcp.server.McpMethod;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;

/** Lists to a session what is on its shelf, and lets it call what its client may use. To anybody else there are no tools. */
@Singleton
final class SessionTools implements ToolFilter {

    private static final Logger LOG = LoggerFactory.getLogger(SessionTools.class);

    private final McpEdge edge;
    /** One list asks for each tool; the door is asked once. */
    private volatile Listing last;

    private record Listing(FilterContext request, Set<String> names) {}

    @Inject
    SessionTools(McpEdge edge) {
        this.edge = edge;
    }

    /** Never throws: a filter that does is passed over, and the tool shown. */
    @Override
    public boolean test(ToolInfo tool, FilterContext request) {
        // Before there is a session: whether there are tools at all.
        if (request.method() == McpMethod.INITIALIZE) {
            return true;
        }
        try {
            Optional<Session> session = edge.session(request.connection().id());
            return session.isPresent() && (PackTools.NAMES.contains(tool.name()) || (request.method() == McpMethod.TOOLS_LIST
                    ? listed(session.get(), request).contains(tool.name())
                    : session.get().allowed(tool.name()).isPresent()));
        } catch (RuntimeException e) {
            LOG.error("Whether a client may use the tool {} could not be told, so it may not", tool.name(), e);
            return false;
        }
    }

    private Set<String> listed(Session session, FilterContext request) {
        Listing listing = last;
        if (listing == null || listing.request() != request) {
            listing = new Listing(request, session.shown());
            last = listing;
        }
        return listing.names();
    }
}
