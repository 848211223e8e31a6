package io.fieldline.servicetitan.poll;

import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.CheckpointStore;

/** What reading a stream needs to remember. */
public record StreamStores(CheckpointStore checkpoints, ChangeMemory memory) {}
