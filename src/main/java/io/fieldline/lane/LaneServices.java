package io.fieldline.lane;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.RunStore;
import io.fieldline.tenant.Tenants;

/**
 * What all consumers that follow something share.
 *
 * @param tenants whom to serve
 * @param flows the flows that are running
 * @param lanes the schedule of polls, one lane for each tenant and flow
 * @param checkpoints where each stream stands
 * @param runs what each run did
 * @param executor the bounded pool on which polls run
 * @param clock for positions and schedules
 */
public record LaneServices(Tenants tenants, RunningFlows flows, Lanes lanes, CheckpointStore checkpoints, RunStore runs,
        ExecutorService executor, InstantSource clock) {}
