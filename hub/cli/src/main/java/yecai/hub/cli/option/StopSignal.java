package yecai.hub.cli.option;

/** SIGTERM and Ctrl-C as a clean end: what runs is stopped, and the process ends with 0. */
public final class StopSignal implements AutoCloseable {
    private final Thread hook;

    private StopSignal(Thread hook) {
        this.hook = hook;
    }

    /** Calls {@code stop} on a thread of its own when the signal comes, until this is closed. */
    public static StopSignal calling(Runnable stop) {
        Thread hook = new Thread(
                () -> {
                    stop.run();
                    Runtime.getRuntime().halt(0);
                },
                "yecai-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopSignal(hook);
    }

    /** Gives the signals their usual meaning again; if one is being handled, waits for the end. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            hook.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
