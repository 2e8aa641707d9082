package yecai.hub.demo.server;

import yecai.hub.demo.erp.Workload;
import yecai.hub.demo.erp.engine.Token;

/** Two who listen to the ERP's commits. */
public record Listeners(Workload.Commits first, Workload.Commits second) implements Workload.Commits {
    @Override
    public void committing(Token token, long nanos) {
        first.committing(token, nanos);
        second.committing(token, nanos);
    }

    @Override
    public void committed(Token token, long nanos) {
        first.committed(token, nanos);
        second.committed(token, nanos);
    }
}
