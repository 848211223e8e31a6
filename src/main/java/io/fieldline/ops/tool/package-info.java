/** Tools by which agents look after Fieldline itself, over the verbs of operators. */
package io.fieldline.ops.tool;
