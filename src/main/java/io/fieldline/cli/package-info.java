/** The command line, an edge over the operator verbs. */
package io.fieldline.cli;
