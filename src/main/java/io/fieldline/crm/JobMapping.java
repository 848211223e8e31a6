package io.fieldline.crm;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.mapping.Converted;
import io.fieldline.mapping.FieldMapping;
import io.fieldline.mapping.MappingContext;
import io.fieldline.sync.pair.Crm.Activity;

/** Makes an activity of a completed job. */
final class JobMapping {

    private final FieldMapping mapping;
    private final MappingContext context;

    /** @param mapping fitted to the fields of both sides */
    JobMapping(FieldMapping mapping, MappingContext context) {
        this.mapping = mapping;
        this.context = context;
    }

    /**
     * The activity has the job's id in its key, so that a job that comes again changes its own activity and no other.
     *
     * @param record the job with what it names
     * @throws RejectedRecordException when a field cannot be converted: half an activity would look like a whole one
     */
    Activity activity(CompletedJob job, Map<String, Object> record, RecordFinder.Linked customer) {
        if (job.completedOn() == null) {
            throw new RejectedRecordException("The job is completed and has no completedOn that can be read");
        }
        Converted common = mapping.fromServiceTitan(record, context);
        Converted fields = mapping.toCrm(common.values(), context);
        String problems = Stream.concat(common.problems().stream(), fields.problems().stream())
                .map(problem -> problem.field() + ": " + problem.reason()).collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw new RejectedRecordException("The mapping " + mapping.name() + " cannot convert the job: " + problems);
        }
        return new Activity("job-" + job.id(), customer.recordId(), customer.customerId(), job.completedOn(), fields.values());
    }
}
