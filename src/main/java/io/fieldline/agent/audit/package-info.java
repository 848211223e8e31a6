/** What every client asked for and what came of it, in a chain in which nothing can be changed unnoticed. */
package io.fieldline.agent.audit;
