package yecai.hub.console.me;

import java.util.ArrayList;
import java.util.List;
import yecai.hub.console.language.Figures;
import yecai.hub.console.language.Words;
import yecai.hub.session.browser.AskedAccess;

/** A request as the person who made it follows it. */
public final class OwnRequest {
    private final AskedAccess request;
    private final Words words;
    private final String person;

    OwnRequest(AskedAccess request, Words words, String person) {
        this.request = request;
        this.words = words;
        this.person = person;
    }

    public long number() {
        return request.number();
    }

    public String state() {
        return request.state();
    }

    public String title() {
        return words.get(
                "request.title",
                request.number(),
                words.code("dimension", request.dimension()),
                request.value(),
                Figures.moment(request.validTo()));
    }

    public String stateText() {
        return words.code("request_state", request.state());
    }

    public String reason() {
        return request.reason();
    }

    /** Who asked, who has approved, and what comes next. */
    public String story() {
        List<String> parts = new ArrayList<>();
        parts.add(words.get("request.asked", request.requestedBy(), Figures.moment(request.requestedAt())));
        parts.add(words.get(
                "request.approved", request.approvers().size(), request.approvalsNeeded(), names(request.approvers())));
        if (request.state().equals("open")) {
            parts.add(words.get("request.open_until", Figures.moment(request.openUntil())));
        }
        if (request.state().equals("approved") && request.useBefore().isPresent()) {
            parts.add(words.get(
                    "request.use_before", Figures.moment(request.useBefore().get())));
        }
        return String.join(" ", parts);
    }

    private static String names(List<String> approvers) {
        return approvers.isEmpty() ? "" : " (" + String.join(", ", approvers) + ")";
    }

    public boolean canUse() {
        return request.state().equals("approved");
    }

    public boolean canCancel() {
        return List.of("open", "approved").contains(request.state())
                && request.requestedBy().equals(person);
    }
}
