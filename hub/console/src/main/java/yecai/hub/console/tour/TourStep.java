package yecai.hub.console.tour;

/**
 * A step of the tour.
 *
 * @param action what its link or button says
 * @param address where its link leads; empty for none
 * @param guest as whom its button signs in; empty for none
 * @param to where the button leads
 * @param command what is typed into a shell; empty for nothing
 */
public record TourStep(
        String title, String text, String action, String address, String guest, String to, String command) {}
