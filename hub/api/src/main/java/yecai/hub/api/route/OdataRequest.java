package yecai.hub.api.route;

import io.javalin.http.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import yecai.hub.dataset.query.Parameters;
import yecai.hub.problem.ProblemCode;
import yecai.hub.problem.ProblemException;

/** What OData says in headers: the protocol's version, the wish for a page size. */
final class OdataRequest {
    /** Rows of a page unless the caller wishes otherwise. */
    static final long PAGE = 5_000;

    private static final Pattern PAGE_WISH = Pattern.compile("(?:odata\\.)?maxpagesize=(\\d{1,9})");

    private OdataRequest() {}

    /** Returns the rows of a page, and says in the answer if it follows the caller's wish. */
    static long pageSize(Context http) {
        String prefer = http.header("Prefer");
        if (prefer == null) {
            return PAGE;
        }
        Matcher wish = PAGE_WISH.matcher(prefer);
        if (!wish.find()) {
            return PAGE;
        }
        long size = Math.max(1, Math.min(Parameters.LARGEST_PAGE, Long.parseLong(wish.group(1))));
        http.header("Preference-Applied", "odata.maxpagesize=" + size);
        return size;
    }

    /** Agrees on the protocol's version. */
    static void version(Context http) {
        String most = http.header("OData-MaxVersion");
        if (most != null && !most.startsWith("4")) {
            throw new ProblemException(
                    ProblemCode.REQUEST_NOT_VALID, "This service uses OData 4.0; OData-MaxVersion must allow it.");
        }
        http.header("OData-Version", "4.0");
    }
}
