/** Records of ServiceTitan as tools for agents read, name and change them: trees that are read, found by name, compared. */
package io.fieldline.servicetitan.desk.record;
