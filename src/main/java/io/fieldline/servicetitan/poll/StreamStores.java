package io.fieldline.servicetitan.poll;

import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.RunStore;

/** What reading a stream needs to remember. */
public record StreamStores(CheckpointStore checkpoints, ChangeMemory memory, RunStore runs) {}
