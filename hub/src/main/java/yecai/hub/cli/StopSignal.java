package yecai.hub.cli;

import java.util.List;
import yecai.cdc.Capture;

/** SIGTERM and Ctrl-C as a clean end: captures stop at a commit, and the process ends with 0. */
final class StopSignal implements AutoCloseable {
    private final Thread hook;

    private StopSignal(Thread hook) {
        this.hook = hook;
    }

    /** Closes the captures that are in the list when the signal comes. */
    static StopSignal closing(List<Capture> captures) {
        Thread hook = new Thread(
                () -> {
                    closeAll(captures);
                    Runtime.getRuntime().halt(0);
                },
                "yecai-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopSignal(hook);
    }

    static void closeAll(List<Capture> captures) {
        List<Capture> running;
        synchronized (captures) {
            running = List.copyOf(captures);
        }
        running.parallelStream().forEach(Capture::close);
    }

    /** Gives the signals their usual meaning again, unless one is being handled. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            awaitHook();
        }
    }

    private void awaitHook() {
        try {
            hook.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
