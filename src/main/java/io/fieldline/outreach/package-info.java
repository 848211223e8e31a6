/** Contacting people: what a message is, who carries it, and what was said about it. */
package io.fieldline.outreach;
