package io.fieldline.agent.budget;

import java.time.Instant;

import io.fieldline.agent.tool.Cost;

/** What one call took from the budgets of its client. */
public record Spent(String client, String tool, Instant at, Cost cost) {}
