/** A stand-in for HubSpot's CRM: it keeps objects, refuses what HubSpot refuses, and can be made to fail. */
package io.fieldline.sandbox.hubspot;
