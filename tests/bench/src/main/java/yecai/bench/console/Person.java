package yecai.bench.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who goes from page to page, looks at each for a while, and has one page open that listens for changes of rights. */
final class Person implements AutoCloseable {
    /** The pages, and for those of one document where links to some are. */
    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("/console", ""),
            Map.entry("/console/receivables", ""),
            Map.entry("/console/receivables?by=customer", ""),
            Map.entry("/console/receivables/items", ""),
            Map.entry("/console/receivables/item", "/console/receivables/items"),
            Map.entry("/console/payables", ""),
            Map.entry("/console/payables?by=supplier", ""),
            Map.entry("/console/payables/items", ""),
            Map.entry("/console/payables/item", "/console/payables/items"),
            Map.entry("/console/costs", ""),
            Map.entry("/console/costs/variances", ""),
            Map.entry("/console/costs/order", "/console/costs"),
            Map.entry("/console/ledger", ""),
            Map.entry("/console/ledger/entries", "/console/ledger"),
            Map.entry("/console/reconciliation", ""),
            Map.entry("/console/control", ""),
            Map.entry("/console/quality", ""),
            Map.entry("/console/codes", ""),
            Map.entry("/console/codes?kind=every", ""),
            Map.entry("/console/me", ""),
            Map.entry("/console/tour", ""));

    static final List<String> NAMES = PAGES.keySet().stream().sorted().toList();
    private static final List<String> PARTS_OF_HOME = List.of("/console/needs", "/console/changes");
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

    private final Visitor visitor;
    private final Visitor listener;
    private final SplittableRandom random;
    private final Map<String, String> addresses = new HashMap<>();

    private Person(Visitor visitor, Visitor listener, SplittableRandom random) {
        this.visitor = visitor;
        this.listener = listener;
        this.random = random;
    }

    /** Signs somebody in with a link. */
    static Person signIn(String url, String secret, long seed) throws IOException {
        Visitor visitor = new Visitor(url);
        Matcher form =
                FORM.matcher(visitor.get("/console/link?secret=" + secret).body());
        if (!form.find()) {
            throw new IllegalStateException("the page of the link has no form");
        }
        int status = visitor.post("/console/link", "form=" + form.group(1) + "&secret=" + secret)
                .status();
        if (status != 303) {
            throw new IllegalStateException("the link was answered with " + status);
        }
        Visitor listener = visitor.sibling();
        listener.listen("/console/live");
        return new Person(visitor, listener, new SplittableRandom(seed));
    }

    /** Visits each page once. */
    void visitAll(Clicks clicks) throws IOException {
        for (String page : NAMES) {
            click(page, clicks);
        }
    }

    /** Goes from page to page, and looks at each for so many seconds on average. */
    void goOn(Clicks clicks, double pauseSeconds, BooleanSupplier isOver) {
        try {
            look(pauseSeconds, isOver);
            while (!isOver.getAsBoolean()) {
                click(NAMES.get(random.nextInt(NAMES.size())), clicks);
                look(pauseSeconds, isOver);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void look(double pauseSeconds, BooleanSupplier isOver) {
        double seconds = Math.min(5 * pauseSeconds, -Math.log(1 - random.nextDouble()) * pauseSeconds);
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (long left = end - System.nanoTime(); left > 0 && !isOver.getAsBoolean(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }

    private void click(String page, Clicks clicks) throws IOException {
        Optional<String> address = address(page);
        if (address.isEmpty()) {
            return;
        }
        clicks.add(page, whole(page, visitor.get(address.get())));
        if (page.equals("/console")) {
            for (String part : PARTS_OF_HOME) {
                clicks.add(part, whole(part, visitor.getPart(part)));
            }
        }
    }

    /** Where a page is; empty while the list that leads to it has nothing: in a short history nothing may be open yet. */
    private Optional<String> address(String page) throws IOException {
        String listed = PAGES.get(page);
        if (!listed.isEmpty() && !addresses.containsKey(page)) {
            Matcher link = Pattern.compile("href=\"(" + Pattern.quote(page) + "\\?[^\"]+)\"")
                    .matcher(visitor.get(listed).body());
            if (link.find()) {
                addresses.put(page, link.group(1).replace("&amp;", "&"));
            }
        }
        return Optional.ofNullable(listed.isEmpty() ? page : addresses.get(page));
    }

    private static Visitor.Answer whole(String page, Visitor.Answer answer) {
        boolean isWhole = answer.status() == 200
                && answer.body().contains("<h1>")
                && answer.body().contains("</html>")
                && !answer.body().contains("role=\"alert\"");
        if (!isWhole && answer.status() != Clicks.BUSY) {
            throw new IllegalStateException(page + " was answered with " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        visitor.close();
    }
}
