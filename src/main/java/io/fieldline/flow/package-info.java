/** Makes the YAML run: flow files, their settings, activation and named steps. */
package io.fieldline.flow;
