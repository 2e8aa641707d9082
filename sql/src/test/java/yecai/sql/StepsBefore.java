package yecai.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * For a class whose tests are steps, each of which builds on those before: a step that is run by itself, because it was chosen or
 * because it is tried once more, is preceded by the tests of a lower {@link Order} that have not run.
 */
public final class StepsBefore implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Method step = context.getRequiredTestMethod();
        Set<Method> done = context.getParent()
                .orElseThrow()
                .getStore(Namespace.create(StepsBefore.class))
                .computeIfAbsent("done", key -> new Steps(), Steps.class)
                .methods;
        for (Method before : stepsBefore(step)) {
            if (done.add(before)) {
                run(before, context.getRequiredTestInstance());
            }
        }
        done.add(step);
    }

    private static List<Method> stepsBefore(Method step) {
        return Arrays.stream(step.getDeclaringClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class) && order(method) < order(step))
                .sorted(Comparator.comparingInt(StepsBefore::order).thenComparing(Method::getName))
                .toList();
    }

    private static int order(Method step) {
        Order order = step.getAnnotation(Order.class);
        return order == null ? Order.DEFAULT : order.value();
    }

    private static void run(Method step, Object test) throws Exception {
        try {
            step.setAccessible(true);
            step.invoke(test);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("the step before failed: " + step.getName(), failed.getCause());
        }
    }

    /** Those that ran in one run of the class. */
    private static final class Steps {
        private final Set<Method> methods = new HashSet<>();
    }
}
