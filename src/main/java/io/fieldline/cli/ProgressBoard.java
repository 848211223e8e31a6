package io.fieldline.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bar for each stream, redrawn in place on a terminal; elsewhere a line when a stream is done. Drawn to standard error,
 * so that results can be piped.
 */
final class ProgressBoard {

    private static final int WIDTH = 28;
    private static final long REDRAW_MILLIS = 100;

    private final PrintWriter out;
    private final boolean terminal;
    private final Map<String, Bar> bars = new LinkedHashMap<>();
    private final long startedAt = System.nanoTime();
    private int drawn;
    private long drawnAt;

    private record Bar(long rows, Long total, boolean done, String note) {}

    ProgressBoard(PrintWriter out) {
        this.out = out;
        this.terminal = System.console() != null && System.getenv("NO_COLOR") == null && System.getenv("TERM") != null;
    }

    synchronized void show(String name, long rows, Long total, boolean done, String note) {
        Bar before = bars.put(name, new Bar(rows, total, done, note));
        boolean ended = done && (before == null || !before.done());
        if (!terminal) {
            if (ended) {
                out.println(line(name, bars.get(name)));
                out.flush();
            }
        } else if (ended || System.currentTimeMillis() - drawnAt > REDRAW_MILLIS) {
            draw();
        }
    }

    synchronized void finish() {
        if (terminal) {
            draw();
        }
    }

    private void draw() {
        StringBuilder picture = new StringBuilder();
        if (drawn > 0) {
            picture.append("\u001b[").append(drawn).append('A');
        }
        bars.forEach((name, bar) -> picture.append("\u001b[2K").append(line(name, bar)).append('\n'));
        out.print(picture);
        out.flush();
        drawn = bars.size();
        drawnAt = System.currentTimeMillis();
    }

    private String line(String name, Bar bar) {
        double share = bar.done()
                ? 1
                : bar.total() == null || bar.total() == 0 ? 0 : Math.min(1, (double) bar.rows() / bar.total());
        int full = (int) Math.round(share * WIDTH);
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        String rate = bar.done() ? "" : String.format("%,8.0f/s", bar.rows() / Math.max(0.1, seconds));
        return String.format("%-28s %s%s %,10d%s %s %s", name, "█".repeat(full), "░".repeat(WIDTH - full), bar.rows(),
                bar.total() == null ? "" : String.format(" of %,d", bar.total()), rate, bar.note()).stripTrailing();
    }
}
