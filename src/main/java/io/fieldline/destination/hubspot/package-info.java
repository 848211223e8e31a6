/** HubSpot as the side of a customer sync: its objects, limits, errors and changes. */
package io.fieldline.destination.hubspot;
