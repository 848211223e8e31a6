/**
 * Tables from records: schema, evolution, upsert; one dialect class for each engine.
 *
 * <p>
 * A stream fills one table, <code>jpm_jobs</code> for <code>jpm/jobs</code>, shared by all tenants. Its columns are
 * <code>tenant</code>, one for each top-level field in lower case with underscores, what is nested as JSON, and three of our
 * own: <code>_fieldline_synced_at</code>, <code>_fieldline_deleted_at</code> (since when the record is inactive) and
 * <code>_fieldline_merged_to</code> (which record it was merged into). A field that another column's name would hide gets a
 * number behind it; which field fills which column is in <code>_fieldline_schema_changes</code>.
 *
 * <p>
 * A row is known by <code>(tenant, id)</code>. Collections without an id use the job where there is one record a job, else
 * a hash of the content: a changed record is a new row then. A row is never replaced by a version with an older
 * <code>modifiedOn</code>; times are kept to the microsecond. A field that no record of a page has keeps its value.
 *
 * <p>
 * Types come from what the source documents and grow with the data: a new field adds a column as soon as it has a value, a
 * value that does not fit widens its column (whole number, decimal, text; date, time, text; anything single, JSON when an
 * object comes). Each change is logged in <code>_fieldline_schema_changes</code>. A record that has no place is in
 * <code>_fieldline_rejects</code> with the reason.
 */
package io.fieldline.warehouse;
