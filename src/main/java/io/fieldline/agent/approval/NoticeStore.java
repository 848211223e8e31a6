package io.fieldline.agent.approval;

import java.util.List;
import java.util.Optional;

/** Who was told of which plan. */
public interface NoticeStore {

    Optional<Notice> find(String plan, String person);

    List<Notice> of(String plan);

    /** In place of the one about this plan and person. */
    void keep(Notice notice);
}
