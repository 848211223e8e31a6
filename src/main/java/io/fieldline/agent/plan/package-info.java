/** Plans of what would be done, the tokens that carry them out once, and who approved them. */
package io.fieldline.agent.plan;
