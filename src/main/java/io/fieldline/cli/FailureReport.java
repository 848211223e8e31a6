package io.fieldline.cli;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.SyncException;
import io.fieldline.observe.PersonalDataMask;
import picocli.CommandLine;

/** Tells a person what went wrong in one sentence, and a program by the exit code. */
final class FailureReport implements CommandLine.IExecutionExceptionHandler {

    static final int LEFT_SOMETHING = 1;
    static final int WRONG_USE = 2;

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        Throwable cause = problem.getCause() instanceof SyncException ? problem.getCause() : problem;
        if (!(cause instanceof SyncException)) {
            throw problem;
        }
        command.getErr().println(PersonalDataMask.mask(cause.getMessage()));
        return cause instanceof MisconfiguredException ? WRONG_USE : LEFT_SOMETHING;
    }
}
