package io.fieldline.agent.budget;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a client may use in any hour.
 *
 * @param tool empty for all of its tools together
 * @param records how many may be created or changed; empty for any number, like the others
 * @param money how much may be charged, paid or adjusted
 * @param messages how many customers may hear of it
 */
public record BudgetRule(Optional<String> tool, Optional<Long> records, Optional<BigDecimal> money, Optional<Long> messages) {

    boolean counts(String used) {
        return tool.isEmpty() || tool.get().equals(used);
    }
}
