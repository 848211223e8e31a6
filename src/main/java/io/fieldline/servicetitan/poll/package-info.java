/** One poll: from the checkpoint, page by page, to the next checkpoint. */
package io.fieldline.servicetitan.poll;
