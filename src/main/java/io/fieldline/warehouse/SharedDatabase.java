package io.fieldline.warehouse;

import javax.sql.DataSource;

import io.fieldline.sync.UnitOfWork;

/**
 * A PostgreSQL database that holds the state, and may hold a warehouse beside it.
 *
 * @param url its JDBC address, as a tenant document writes it
 * @param schema where its tables are
 * @param database gives the unit of work's connection inside of one
 * @param unitOfWork begins and ends transactions
 */
public record SharedDatabase(String url, String schema, DataSource database, UnitOfWork unitOfWork) {}
