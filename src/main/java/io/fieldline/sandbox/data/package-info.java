/** What the sandbox's contractors know: rows computed from a seed, and the changes made to them. */
package io.fieldline.sandbox.data;
