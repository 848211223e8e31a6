/** HTTP as the stand-ins speak it: requests, replies, and faults put in on purpose. */
package io.fieldline.sandbox.http;
