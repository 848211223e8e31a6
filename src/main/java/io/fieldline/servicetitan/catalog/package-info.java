/** Every operation of the API, one data file for each API module. */
package io.fieldline.servicetitan.catalog;
