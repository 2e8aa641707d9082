package yecai.hub.demo;

import yecai.hub.demo.erp.Token;
import yecai.hub.demo.erp.Workload;

/** Two who listen to the ERP's commits. */
record Listeners(Workload.Commits first, Workload.Commits second) implements Workload.Commits {
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
