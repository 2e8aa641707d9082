package yecai.hub.console.visit;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;

/**
 * The console's cookies. Where people come over https they have the prefix __Host-, with which a browser takes them from this host
 * alone and never over plain HTTP. None is readable by scripts; all are lax, so that a link to a page works and a form of another
 * site does not.
 */
public final class Cookies {
    /** Which cookie. */
    public enum Name {
        /** The secret of a session. */
        SESSION("yecai-session"),
        /** The secret of the forms of somebody who has not signed in. */
        FORM("yecai-form"),
        /** A sign-in that an identity provider will answer. */
        RETURN("yecai-return"),
        LANGUAGE("yecai-language");

        private final String text;

        Name(String text) {
            this.text = text;
        }
    }

    private static final int END_OF_SESSION = -1;

    private final boolean isSecure;

    /** Takes whether people reach the console over https. */
    public Cookies(boolean isSecure) {
        this.isSecure = isSecure;
    }

    /** The value that the browser sent; null if it sent none. */
    public String get(Context http, Name name) {
        return http.cookie(named(name));
    }

    /** Sets a cookie until the browser is closed. */
    public void set(Context http, Name name, String value) {
        set(http, name, value, END_OF_SESSION);
    }

    /** Sets a cookie for some seconds. */
    public void set(Context http, Name name, String value, int seconds) {
        http.cookie(new Cookie(named(name), value, "/", seconds, isSecure, true, null, SameSite.LAX));
    }

    /** Takes a cookie away. */
    public void remove(Context http, Name name) {
        set(http, name, "", 0);
    }

    private String named(Name name) {
        return (isSecure ? "__Host-" : "") + name.text;
    }
}
