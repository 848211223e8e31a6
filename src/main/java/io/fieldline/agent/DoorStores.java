package io.fieldline.agent;

import java.time.InstantSource;

import io.fieldline.agent.audit.UndoStore;
import io.fieldline.agent.budget.Budgets;
import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.policy.KillSwitch;
import io.fieldline.sync.UnitOfWork;

/** What writing stands on. */
public record DoorStores(UnitOfWork unitOfWork, Budgets budgets, KillSwitch killSwitch, UndoStore undos,
        ApprovalDesk approvals, InstantSource clock) {}
