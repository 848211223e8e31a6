package io.fieldline.ops;

import java.util.List;
import java.util.Objects;

import io.fieldline.tenant.Tenant;

/** Looks at a part of what a tenant settled. */
@FunctionalInterface
public interface TenantProbe {

    List<Finding> of(Tenant tenant);

    /** @param text one sentence */
    record Finding(String what, Level level, String text) {

        public Finding {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(level, "level");
            Objects.requireNonNull(text, "text");
        }
    }

    /** Only a problem makes the check fail. */
    enum Level {
        OK, WARNING, PROBLEM
    }
}
