package io.fieldline.accounting;

import static io.fieldline.accounting.MemoryDocuments.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.accounting.PostingDesk.Fate;
import io.fieldline.accounting.PostingDesk.What;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.tenant.Tenant;

class PostingDeskTest {

    @TempDir
    Path folder;
    private Desk desk;
    private PostingDesk posting;

    @BeforeEach
    void start() {
        desk = new Desk(folder);
        posting = new PostingDesk(desk.tenants, desk.bookkeepers);
    }

    private List<Fate> again(String... documents) {
        List<Fate> fates = new ArrayList<>();
        posting.postAgain("acme", List.of(documents), fates::add);
        return fates;
    }

    @Test
    void saysWhatBecameOfEachDocumentThatIsNamed() {
        desk.documents.sell(1, "SVC-1");
        desk.documents.sell(2, "Repairs");
        desk.documents.sell(3, "SVC-1", Set.of());
        desk.documents.sell(4, "SVC-1");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(4));

        assertThat(again("invoice/1", "invoice/2", "invoice/3", "invoice/4", "payment/5", "invoice/1"))
                .extracting(fate -> fate.key().spoken(), Fate::what, Fate::why).containsExactly(
                        tuple("invoice 1", What.POSTED, ""),
                        tuple("invoice 2", What.WAITS, "the item Repairs has no row in items; the nearest is Repair"),
                        tuple("invoice 3", What.LEFT_ALONE, "it is not posted yet"),
                        tuple("invoice 4", What.UNCHANGED, ""), tuple("payment 5", What.GONE, ""));
    }

    @Test
    void takesAllThatWaitWhereNoneIsNamed() {
        desk.documents.sell(1, "REP-1");
        desk.documents.sell(2, "REP-2");
        desk.bookkeeping().post(DocumentKind.INVOICE, rows(1, 2));
        desk.code("posted", "{ sku: REP-1, item: Repair }");
        desk.paused = true;

        assertThat(again()).extracting(fate -> fate.key().spoken(), Fate::what)
                .containsExactlyInAnyOrder(tuple("invoice 1", What.POSTED), tuple("invoice 2", What.WAITS));
        assertThat(again()).extracting(fate -> fate.key().spoken()).containsExactly("invoice 2");
    }

    @Test
    void refusesWhatItCannotDoByName() {
        assertThatThrownBy(() -> again("4711")).isInstanceOf(MisconfiguredException.class).hasMessageContaining("invoice/4711");
        assertThatThrownBy(() -> posting.postAgain("nobody", List.of(), fate -> {
        })).isInstanceOf(MisconfiguredException.class).hasMessage("There is no tenant nobody");
        desk.tenants.apply(new Tenant("summit", "Summit", ZoneId.of("UTC"), null, Map.of(), Map.of()));
        assertThatThrownBy(() -> posting.postAgain("summit", List.of(), fate -> {
        })).isInstanceOf(MisconfiguredException.class).hasMessageContaining("summit").hasMessageContaining("no flow");
    }
}
