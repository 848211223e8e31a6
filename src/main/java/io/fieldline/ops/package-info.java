/** Operator verbs, one class each: backfill, replay, pause, resume, inspect, forget. */
package io.fieldline.ops;
