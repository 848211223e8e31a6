/**
 * Every operation of the API, one data file for each API module in <code>catalog/&lt;module&gt;.yaml</code>; the modules
 * and their base paths are in <code>catalog/modules.properties</code>.
 *
 * <p>
 * <b>Collections and names.</b> A collection is the static segments of a path, joined:
 * <code>/customers/{id}/contacts/{contactId}</code> belongs to <code>customers/contacts</code>. Its operations are
 * <code>list</code>, <code>get</code>, <code>create</code> (POST), <code>update</code> (PATCH), <code>replace</code> (PUT)
 * and <code>delete</code>; an action has the name of its last segment and belongs to the collection before it
 * (<code>PUT /jobs/{id}/cancel</code> is <code>cancel</code> of <code>jobs</code>). The feed <code>/export/jobs</code> is
 * <code>export</code> of <code>jobs</code>. Where two paths would get one name, the one across all parents keeps it and the
 * one below a single parent is <code>list-of</code>; a DELETE of several records beside that of one is
 * <code>delete-many</code>; an older twin says so (<code>list-v2</code>, <code>export-legacy</code>); an action of two
 * segments is joined with a hyphen (<code>data-query</code>).
 *
 * <p>
 * <b>An operation's keys.</b>
 *
 * <pre>
 * call            method and path below the module's base
 * version         the version in the path where it is not v2
 * path            path parameters that are not int64, as "token string"
 * query           query parameters, as "name type", with ! where required; a string needs no type. Groups: paged
 *                 (page, pageSize, includeTotal), created and modified (...OnOrAfter, ...Before), feed (from,
 *                 includeRecentChanges), externalData (...ApplicationGuid, ...Key, ...Values); ids is csv and active
 *                 is ActiveRequestArg unless written otherwise
 * body            the request's schema, "Schema[]", or "multipart file"
 * answer          Page&lt;X&gt;, Collection&lt;X&gt;, Export&lt;X&gt;, Rows&lt;X&gt;, Result&lt;X&gt;, X[], X, file, none or undocumented
 * otherwise       answers of further success codes, as "202 ReportDataPendingResponse"
 * status          the documented status codes
 * scope           the OAuth scope without "tn."
 * pageSizeCap     where it is not 5000;  pageSizeDefault where it is not 50;  firstPage where it is not 1
 * inactive        the argument that brings inactive rows too;  hidesInactive: true where the documents say that
 *                 they stay away without it
 * sort            the documented sort fields;  sortTrusted: false where sorting by ModifiedOn was seen to fail
 * sequential      true where concurrent reads were seen to answer wrong rows
 * requiresOneOf   parameters of which one must be given;  defaults: arguments that the API insists on, sent when the
 *                 caller gives none
 * reads           true where something other than a GET changes nothing
 * rate            "1 per 60s for each reportId";  retryStatus: codes that mean "again later" here
 * retired         true where it left the public documents after March 2026
 * </pre>
 *
 * The notation of types is that of {@link io.fieldline.servicetitan.catalog.FieldType}. The catalogue follows the
 * OpenAPI documents of ServiceTitan's developer portal of May 2026 with the additions of July 2026, and what
 * integrators reported beyond them.
 */
package io.fieldline.servicetitan.catalog;
