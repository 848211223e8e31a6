package io.fieldline.ops.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ProposalJson;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Subject;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.tenant.MessageSettings;

class ChangeFollowUpTest {

    private static final String START = "{'action': 'start', 'kind': 'renewal', 'customers': ['11']}";
    private static final String STOP = START.replace("start", "stop");
    private static final String REVIEW = "{'action': 'start', 'kind': 'review', 'customers': ['11']}";
    private static final Subject MEMBERSHIP = new Subject("membership", 1, "2026-09-20");

    private final FollowUpDesk desk = new FollowUpDesk();

    @Test
    void aMembershipComesInBeforeItsTimeWhenSomebodyAsksAndLeavesAgainWhenThatIsTakenBack() {
        desk.membership(1, 11, "2026-09-20");
        Proposal plan = desk.propose(START);
        assertThat(desk.sequences.list("acme", null, null, 9)).isEmpty();
        assertThat(plan.reversible()).isTrue();
        assertThat(plan.cost().records()).isEqualTo(1);
        assertThat(plan.cost().messages()).isEqualTo(1);
        assertThat(plan.sideEffects()).anySatisfy(words -> assertThat(words).contains("E-mail at once: may go",
                "Text 10 days later: not as things are, NO_WRITTEN_CONSENT", "customer 11, membership/1"));

        Effect started = desk.tool.carryOut(desk.call(START), plan);

        assertThat(started.warnings()).isEmpty();
        assertThat(started.answer().at("/followUps/0/state").asText()).isEqualTo("running");
        assertThat(process().state()).isEqualTo(State.RUNNING);
        assertThat(refusal(START)).contains("is under way");
        assertThat(desk.requests.version("acme", started.changes().get(0).record()))
                .contains(started.changes().get(0).version());

        assertThat(desk.undo(started).warnings()).isEmpty();
        assertThat(process().state()).isEqualTo(State.STOPPED);
        desk.engine.advance(9);
        assertThat(desk.outbox.list("acme", null, null, null, 9)).isEmpty();

        desk.write(START);
        assertThat(process().state()).as("what was taken back may be started again").isEqualTo(State.RUNNING);
    }

    @Test
    void aPlanIsTheSameAMinuteLater() {
        desk.membership(1, 11, "2026-09-20");
        String before = ProposalJson.fingerprint(desk.propose(START));
        desk.clock.advance(Duration.ofMinutes(1));
        assertThat(ProposalJson.fingerprint(desk.propose(START))).isEqualTo(before);
    }

    @Test
    void thePlanTellsOfQuietHoursAndIsTheSameWhenTheyBegin() {
        desk.membership(1, 11, "2026-09-20");
        Proposal atNoon = desk.propose(START);
        assertThat(atNoon.expected()).isEmpty();
        desk.clock.advance(Duration.ofHours(11));
        Proposal atNight = desk.propose(START);
        assertThat(atNight.expected()).containsExactly(
                "E-mail at once: as of now it waits until 2026-06-02T09:00-05:00, for customer 11, membership/1.");
        assertThat(ProposalJson.fingerprint(atNight)).isEqualTo(ProposalJson.fingerprint(atNoon));
    }

    @Test
    void aPlanToLetOneGoOnIsTheSameWhileTheRestOfItsWaitGrowsShorter() {
        desk.estimate(1, 11, 100);
        String start = "{'action': 'start', 'kind': 'estimate', 'customers': ['11']}";
        desk.write(start);
        desk.write(start.replace("start", "stop"));
        desk.clock.advance(Duration.ofHours(1));
        Proposal plan = desk.propose(start);
        assertThat(plan.sideEffects().toString()).contains("E-mail when the rest of its wait is over: may go");
        assertThat(plan.expected()).containsExactly("E-mail when the rest of its wait is over: as of now it waits until"
                + " 2026-06-03T12:00-05:00, for customer 11, estimate/1.");
        desk.clock.advance(Duration.ofHours(5));
        assertThat(ProposalJson.fingerprint(desk.propose(start))).isEqualTo(ProposalJson.fingerprint(plan));
    }

    @Test
    void oneThatWasStoppedDoesNotGoOnBesideAnotherOfTheSameRecord() {
        desk.membership(1, 11, "2026-09-20");
        desk.write(START);
        Effect stopped = desk.write(STOP);
        desk.settleSecond();
        String second = START.replace("}", ", 'flow': '" + FollowUpDesk.SECOND + "'}");
        assertThat(desk.write(second).warnings()).isEmpty();

        Effect undone = desk.undo(stopped);

        assertThat(undone.warnings()).anySatisfy(words -> assertThat(words).contains("there was nothing to resume"));
        assertThat(process().state()).isEqualTo(State.STOPPED);
        assertThat(refusal(second.replace(FollowUpDesk.SECOND, FollowUpDesk.RENEWAL)))
                .contains("membership/1 of the flow " + FollowUpDesk.SECOND + " is under way");

        desk.write(second.replace("start", "stop"));
        desk.write(second.replace(FollowUpDesk.SECOND, FollowUpDesk.RENEWAL));
        assertThat(process().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void whatWasStartedBeforeOneFailsIsToldAndCanBeTakenBack() {
        desk.estimate(1, 11, 100);
        desk.estimate(2, 12, 200);
        desk.estimate(3, 13, 300);
        String call = "{'action': 'start', 'kind': 'estimate', 'customers': ['11', '12', '13']}";
        Proposal plan = desk.propose(call);
        desk.broken.put("estimate/2", new IllegalStateException("a defect"));

        Effect effect = desk.tool.carryOut(desk.call(call), plan);

        assertThat(effect.warnings())
                .containsExactly("Done: 1 of 3. Then it failed, and the rest was not tried: the log says why");
        assertThat(effect.changes()).singleElement()
                .satisfies(change -> assertThat(change.record().id()).endsWith("estimate/1"));
        assertThat(desk.sequences.list("acme", null, State.RUNNING, 9)).hasSize(1);
        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.sequences.list("acme", null, State.RUNNING, 9)).isEmpty();
    }

    @Test
    void oneThatServiceTitanDoesNotShowKeepsTheOthersFromNothing() {
        desk.estimate(1, 11, 100);
        desk.estimate(2, 12, 200);
        String call = "{'action': 'start', 'kind': 'estimate', 'customers': ['11', '12']}";
        Proposal plan = desk.propose(call);
        desk.broken.put("estimate/1", new RetryLaterException("ServiceTitan does not answer", null));

        Effect effect = desk.tool.carryOut(desk.call(call), plan);

        assertThat(effect.warnings()).anySatisfy(words -> assertThat(words).contains("estimate/1", "does not answer"));
        assertThat(desk.sequences.list("acme", null, State.RUNNING, 9)).singleElement()
                .satisfies(one -> assertThat(one.subject().id()).isEqualTo(2));
    }

    @Test
    void whoDoesNotHearOfTheProgressKeepsItFromNothing() {
        desk.estimate(1, 11, 100);
        String call = "{'action': 'start', 'kind': 'estimate', 'customers': ['11']}";
        ToolCall deaf = new ToolCall("acme", desk.call(call).arguments(), text -> {
            throw new IllegalStateException("the client is gone");
        }, () -> false);
        assertThat(desk.tool.carryOut(deaf, desk.propose(call)).warnings()).isEmpty();
        assertThat(desk.sequences.list("acme", null, State.RUNNING, 9)).hasSize(1);
    }

    @Test
    void whereNoMessageMayGoNothingIsStarted() {
        desk.completed(5, 11, "2026-05-29T15:00:00Z");
        assertThat(refusal(REVIEW)).contains("customer 11", "NO_WRITTEN_CONSENT");
        assertThat(desk.outbox.list("acme", null, null, null, 9)).isEmpty();
    }

    @Test
    void aReviewIsAskedForOnceForAJobAndTakenBackForGood() {
        desk.consents.record(new WrittenConsent("acme", FollowUpDesk.PHONE, 11, "booking page", Messages.NOON));
        desk.completed(4, 11, "2026-05-20T15:00:00Z");
        desk.completed(5, 11, "2026-05-29T15:00:00Z");
        desk.completed(3, 12, "2026-02-01T15:00:00Z");

        Effect started = desk.write(REVIEW);

        assertThat(started.warnings()).isEmpty();
        assertThat(started.answer().at("/followUps/0/about").asText()).isEqualTo("job/5");
        assertThat(message().state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(message().request().key().event()).isEqualTo("review-request");
        assertThat(refusal(REVIEW)).contains("it was decided about job/5 before");
        assertThat(refusal(REVIEW.replace("11", "12"))).contains("nothing to follow up on");

        Proposal stop = desk.propose(REVIEW.replace("start", "stop"));
        assertThat(stop.reversible()).isFalse();
        assertThat(desk.tool.carryOut(desk.call(REVIEW.replace("start", "stop")), stop).warnings()).isEmpty();
        assertThat(message().state()).isEqualTo(OutboxState.CANCELLED);
        assertThat(message().reason()).isEqualTo("stopped-on-request");
    }

    @Test
    void aTenantThatPreviewsIsToldThatNothingIsSentAndAReviewIsNotTakenBackThen() {
        desk.consents.record(new WrittenConsent("acme", FollowUpDesk.PHONE, 11, "booking page", Messages.NOON));
        desk.settle(MessageSettings.Mode.PREVIEW);
        desk.completed(5, 11, "2026-05-29T15:00:00Z");
        Proposal plan = desk.propose(REVIEW);
        assertThat(plan.sideEffects().toString()).contains("nothing is sent to anybody");
        assertThat(plan.reversible()).isFalse();
        Effect started = desk.tool.carryOut(desk.call(REVIEW), plan);
        assertThat(started.warnings()).isEmpty();
        assertThat(started.undo()).isEmpty();
        assertThat(message().state()).isEqualTo(OutboxState.PREVIEWED);
    }

    @Test
    void thoseWhoCannotBeFollowedUpAreLeftOutAndNamed() {
        desk.estimate(1, 11, 100);
        desk.estimate(2, 12, 200);
        desk.estimate(3, 13, 300);
        desk.estimate(4, 13, 400);
        desk.ended.put("estimate/2", new Standing.Stopped("visit-ahead", "the job has another visit ahead"));
        String call = "{'action': 'start', 'kind': 'estimate', 'customers': ['11', '12', '13', '14', '11']}";

        Proposal plan = desk.propose(call);

        assertThat(plan.changes()).singleElement()
                .satisfies(change -> assertThat(change.record().id()).isEqualTo("open-estimate-follow-up/estimate/1"));
        assertThat(plan.sideEffects()).anySatisfy(words -> assertThat(words).contains("customer 12: visit-ahead"))
                .anySatisfy(words -> assertThat(words).contains("customer 13: has several", "3, 4"))
                .anySatisfy(words -> assertThat(words).contains("customer 14: has nothing"))
                .anySatisfy(words -> assertThat(words).contains("E-mail 2 days from the start: may go"));

        Effect one = desk.write("{'action': 'start', 'kind': 'estimate', 'customers': ['13'], 'about': 4}");
        assertThat(one.answer().at("/followUps/0/about").asText()).isEqualTo("estimate/4");
    }

    @Test
    void aStopHoldsBeforeTheNextOneAndWhatWasStartedCanBeTakenBack() {
        desk.estimate(1, 11, 100);
        desk.estimate(2, 12, 200);
        String call = "{'action': 'start', 'kind': 'estimate', 'customers': ['11', '12']}";
        Proposal plan = desk.propose(call);
        ToolCall given = desk.call(call);
        ToolCall stopped = new ToolCall(given.tenant(), given.arguments(), given.progress(), () -> false,
                () -> !desk.sequences.list("acme", null, null, 9).isEmpty());

        Effect effect = desk.tool.carryOut(stopped, plan);

        assertThat(desk.sequences.list("acme", null, null, 9)).hasSize(1);
        assertThat(effect.warnings()).containsExactly(
                "Done: 1 of 2. Then writing was stopped by a person; the rest was not done.");
        assertThatThrownBy(() -> desk.tool.carryOut(stopped, plan)).isInstanceOfSatisfying(RefusedCallException.class,
                refused -> assertThat(refused.code()).isEqualTo("stopped"));
        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.sequences.list("acme", null, null, 9))
                .allSatisfy(one -> assertThat(one.state()).isEqualTo(State.STOPPED));
    }

    @Test
    void ofSeveralEstimatesOfAJobOneStandsForAll() {
        desk.estimate(1, 11, 100);
        desk.estimate(2, 11, 100);
        desk.write("{'action': 'start', 'kind': 'estimate', 'customers': ['11'], 'about': 2}");
        assertThat(refusal("{'action': 'start', 'kind': 'estimate', 'customers': ['11'], 'about': 1}"))
                .contains("estimate/2", "is under way");
    }

    @Test
    void oneThatIsStoppedBetweenTwoMessagesGoesOnWhenThatIsTakenBack() {
        desk.membership(1, 11, "2026-09-20");
        desk.write(START);
        Proposal plan = desk.propose(STOP);
        assertThat(plan.reversible()).isTrue();
        assertThat(plan.cost().messages()).isZero();

        Effect stopped = desk.tool.carryOut(desk.call(STOP), plan);
        assertThat(process().reason()).isEqualTo("stopped-on-request");
        assertThat(refusal(STOP)).contains("is in none");
        assertThat(desk.undo(stopped).warnings()).isEmpty();
        assertThat(process().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aMessageThatWaitsIsTakenBackForGood() {
        desk.membership(1, 11, "2026-09-20");
        desk.clock.advance(Duration.ofHours(11));
        desk.write(START);
        desk.engine.advance(9);
        assertThat(message().state()).isEqualTo(OutboxState.SCHEDULED);

        Proposal plan = desk.propose(STOP);
        assertThat(plan.reversible()).isFalse();
        assertThat(plan.sideEffects().toString()).contains("1 messages that wait are taken back for good");
        desk.tool.carryOut(desk.call(STOP), plan);
        assertThat(message().state()).isEqualTo(OutboxState.CANCELLED);
    }

    @Test
    void oneOfWhichAMessageWasHandedOverIsAnotherThanTheOneThatWasStarted() {
        desk.membership(1, 11, "2026-09-20");
        Effect started = desk.write(START);
        desk.engine.advance(9);
        var record = started.changes().get(0).record();
        assertThat(desk.requests.version("acme", record)).as("while it waits").contains(started.changes().get(0).version());

        Lease lease = new Lease("sender", desk.clock.instant().plusSeconds(60));
        OutboxMessage claimed = desk.outbox.claim(lease, desk.clock.instant(), 1, Set.of()).get(0);
        desk.outbox.begin(claimed, Messages.outgoing(claimed, "Hi Ada"), lease, desk.clock.instant());

        assertThat(desk.requests.version("acme", record).orElseThrow()).isNotEqualTo(started.changes().get(0).version());
    }

    @Test
    void oneThatEndedByItselfIsNotStartedAgain() {
        desk.membership(1, 11, "2026-09-20");
        desk.write(START);
        desk.engine.stop("acme", FollowUpDesk.RENEWAL, MEMBERSHIP, "renewed");
        assertThat(refusal(START)).contains("is over (renewed)");
    }

    @Test
    void whatIsNoLongerThereWhenItIsCarriedOutIsWarnedOf() {
        desk.membership(1, 11, "2026-09-20");
        Proposal plan = desk.propose(START);
        desk.ended.put("membership/1", new Standing.Stopped("renewed", "the membership was renewed"));
        Effect effect = desk.tool.carryOut(desk.call(START), plan);
        assertThat(effect.warnings()).anySatisfy(warning -> assertThat(warning).contains("there was nothing to start"))
                .anySatisfy(warning -> assertThat(warning).contains("underWay is false"));
        assertThat(effect.undo()).isEmpty();
        assertThat(desk.sequences.list("acme", null, null, 9)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PAUSED, is paused", "STOPPED, is stopped", "not running here, is not running" })
    void nothingIsStartedByAFlowThatDoesNotRunAndStoppingGoesNevertheless(String state, String words) {
        desk.membership(1, 11, "2026-09-20");
        desk.write(START);
        desk.states.put(FollowUpDesk.RENEWAL, state);
        assertThat(refusal(START)).contains(words);
        assertThat(desk.write(STOP).warnings()).isEmpty();
    }

    @Test
    void aFlowThatTheTenantDoesNotHaveIsSaid() {
        assertThat(refusal(START.replace("renewal", "win_back")))
                .contains("has switched on no flow for the follow-up win_back");
        assertThat(refusal(START.replace("}", ", 'flow': 'other'}"))).contains("no flow other", FollowUpDesk.RENEWAL);
    }

    @Test
    void aNameThatFitsSeveralIsRefused() {
        assertThatThrownBy(() -> desk.propose(START.replace("11", "Smith"))).isInstanceOf(RefusedCallException.class)
                .hasMessageContaining("2 records fit");
    }

    @Test
    void whatACustomerIsInIsShown() {
        desk.membership(1, 11, "2026-09-20");
        desk.write(START);
        assertThat(desk.followUps.ofCustomer("acme", 11)).singleElement().satisfies(one -> {
            assertThat(FollowUpTools.row(one).toString()).isEqualTo("{\"flow\":\"membership-renewal-sequence\",\"about\":"
                    + "\"membership/1\",\"state\":\"running\",\"next\":\"2026-06-01T12:00-05:00\"}");
        });
        assertThat(desk.followUps.ofCustomer("acme", 12)).isEmpty();
    }

    private SequenceProcess process() {
        return desk.sequences.find("acme", FollowUpDesk.RENEWAL, MEMBERSHIP).orElseThrow();
    }

    private OutboxMessage message() {
        assertThat(desk.outbox.list("acme", null, null, null, 9)).hasSize(1);
        return desk.outbox.list("acme", null, null, null, 9).get(0);
    }

    private String refusal(String arguments) {
        try {
            desk.propose(arguments);
        } catch (RefusedCallException e) {
            assertThat(e.code()).isEqualTo("not_possible");
            return e.getMessage();
        }
        throw new AssertionError("it was not refused: " + arguments);
    }
}
