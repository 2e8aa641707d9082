package yecai.hub.api;

import io.javalin.config.JavalinConfig;

/**
 * What another module serves on the API's port, such as pages for people. It gets to the hub through the door only, and so
 * with the rights of whoever asks. Requests outside its prefix are as they would be without it.
 */
public interface ApiExtension extends AutoCloseable {
    /** Returns what its paths begin with, such as {@code /console}; requests with a body are let in below it only. */
    String prefix();

    /** Adds its routes; called once, before the server starts. Its handlers sign callers in and answer problems themselves. */
    void serve(JavalinConfig config, ApiDoor door);

    /** Ends what runs by itself; called before the server stops. */
    @Override
    void close();
}
