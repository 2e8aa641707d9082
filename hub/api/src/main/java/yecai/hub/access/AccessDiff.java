package yecai.hub.access;

import java.util.List;
import java.util.Map;

/** The changes that bring a hub to the wanted state: additions first, so that no reader loses rows in between. */
final class AccessDiff {
    private AccessDiff() {}

    /** Takes the logins of each principal too, since a principal that goes takes them with it. */
    static List<Change> between(AccessState wanted, AccessState live, Map<String, List<String>> loginsOf) {
        ChangeList changes = new ChangeList();
        RoleDiff roles = new RoleDiff(wanted, live, changes);
        PrincipalDiff principals = new PrincipalDiff(wanted, live, loginsOf, changes);
        ColumnDiff columns = new ColumnDiff(wanted, live, changes);
        roles.add();
        principals.add();
        columns.masks();
        columns.labels();
        principals.groups();
        LoginDiff logins = new LoginDiff(wanted, live, changes);
        logins.forbidActing();
        new ScopeDiff(wanted, live, changes).scopes();
        logins.limits();
        logins.letAct();
        principals.drop();
        roles.drop();
        return changes.list();
    }
}
