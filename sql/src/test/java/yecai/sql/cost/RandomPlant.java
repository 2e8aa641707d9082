package yecai.sql.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Production of a company for some months, drawn by chance: products on several levels, each made by some orders in some months, in one of
 * two plants, of bought material, of products of lower levels and of hours; some of them yield a by-product. And what all of it is made of in the
 * end, followed order by order, by an arithmetic that shares nothing with the hub's.
 */
final class RandomPlant {
    static final List<String> ELEMENTS = List.of("material", "labor", "machine", "overhead", "subcontract");
    private static final int MONTHS = 4;
    private static final String BY_PRODUCT = "B";

    /** What an order takes: of a made or bought component, or hours and the like where there is none. */
    private record Input(String element, String component, long cents) {}

    private record Order(String plant, String product, int month, long output, long byProduct, List<Input> inputs) {
        long debits() {
            return inputs.stream().mapToLong(Input::cents).sum();
        }
    }

    /** What is made in a plant in a month. */
    record Node(String plant, String product, int month) {}

    private final String company;
    private final boolean hasByProducts;
    private final List<Order> orders = new ArrayList<>();
    private final Map<Node, double[]> known = new HashMap<>();

    RandomPlant(String company, long seed, boolean hasByProducts) {
        this.company = company;
        this.hasByProducts = hasByProducts;
        SplittableRandom random = new SplittableRandom(seed);
        int levels = random.nextInt(2, 7);
        List<String> lower = new ArrayList<>();
        for (int level = 1; level <= levels; level++) {
            List<String> made = new ArrayList<>();
            int products = random.nextInt(1, 4);
            for (int i = 1; i <= products; i++) {
                made.add("M" + level + i);
            }
            for (String product : made) {
                draw(random, product, lower);
            }
            lower.addAll(made);
        }
    }

    private void draw(SplittableRandom random, String product, List<String> lower) {
        for (int month = 1; month <= MONTHS; month++) {
            int count = random.nextInt(0, 3);
            for (int i = 0; i < count; i++) {
                String plant = random.nextInt(4) == 0 ? "P2" : "P1";
                List<Input> inputs = new ArrayList<>();
                for (String element : ELEMENTS) {
                    if (random.nextInt(3) > 0) {
                        inputs.add(new Input(
                                element,
                                element.equals("material") ? "R" + random.nextInt(1, 5) : null,
                                random.nextLong(1, 100_000)));
                    }
                }
                for (String component : lower) {
                    if (random.nextInt(3) == 0) {
                        inputs.add(new Input("material", component, random.nextLong(1, 200_000)));
                    }
                }
                if (hasByProducts && !lower.isEmpty() && random.nextInt(5) == 0) {
                    inputs.add(new Input("material", BY_PRODUCT, random.nextLong(1, 20_000)));
                }
                if (inputs.isEmpty()) {
                    inputs.add(new Input("labor", null, 100));
                }
                long byProduct =
                        hasByProducts && lower.isEmpty() && random.nextInt(3) == 0 ? random.nextLong(1, 10_000) : 0;
                orders.add(new Order(plant, product, month, random.nextLong(1, 500_000), byProduct, inputs));
            }
        }
    }

    int orders() {
        return orders.size();
    }

    int levels() {
        return (int) orders.stream()
                .map(order -> order.product().charAt(1))
                .distinct()
                .count();
    }

    /** Statements that put the orders and their cost entries into the canonical tables. */
    String sql() {
        StringBuilder rows = new StringBuilder();
        StringBuilder entries = new StringBuilder();
        int n = 0;
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            String key = company + "-" + i;
            String day = "2024-0" + order.month() + "-15";
            rows.append(rows.isEmpty() ? "" : ",\n")
                    .append("('r','%s','%s','%s','%s','%s',1,'completed','%s','CNY')"
                            .formatted(key, company, order.plant(), key, order.product(), day));
            List<String> lines = new ArrayList<>();
            for (Input input : order.inputs()) {
                lines.add("'%s','%s',%s,%s"
                        .formatted(
                                input.element(),
                                input.element().equals("material") ? "issue" : "activity",
                                input.component() == null ? "null" : "'" + input.component() + "'",
                                input.cents() / 100.0));
            }
            lines.add("'material','output','%s',%s".formatted(order.product(), -order.output() / 100.0));
            if (order.byProduct() > 0) {
                lines.add("'material','by_product','%s',%s".formatted(BY_PRODUCT, -order.byProduct() / 100.0));
            }
            for (String line : lines) {
                entries.append(entries.isEmpty() ? "" : ",\n")
                        .append("('r','%s-%s','%s','%s','%s','%s','%s',%s,1,'CNY')"
                                .formatted(company, n++, company, order.plant(), key, day, day.substring(0, 7), line));
            }
        }
        return "insert into canon.production_order (source, entity_key, company, plant, document_no, material, completed_quantity,"
                + " status, actual_end, functional_currency) values " + rows
                + "; insert into canon.cost_entry (source, entity_key, company, plant, production_order, posting_date, source_period,"
                + " element, entry_kind, material, amount_functional, quantity, functional_currency) values " + entries;
    }

    /** The shares of everything made in these months, by node, in the order of {@link #ELEMENTS}. */
    Map<Node, double[]> shares(int firstMonth) {
        Map<Node, double[]> found = new LinkedHashMap<>();
        for (Order order : orders) {
            if (order.month() >= firstMonth) {
                Node node = new Node(order.plant(), order.product(), order.month());
                found.put(node, shares(node));
                if (order.byProduct() > 0) {
                    Node other = new Node(order.plant(), BY_PRODUCT, order.month());
                    found.put(other, shares(other));
                }
            }
        }
        return found;
    }

    private double[] shares(Node node) {
        double[] before = known.get(node);
        if (before != null) {
            return before;
        }
        double[] sum = new double[ELEMENTS.size()];
        double weights = 0;
        for (Order order : orders) {
            double weight = weight(order, node);
            if (weight > 0) {
                weights += weight;
                for (Input input : order.inputs()) {
                    double part = weight * input.cents() / order.debits();
                    double[] of = ofComponent(input, node);
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += part * of[i];
                    }
                }
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= weights;
        }
        known.put(node, sum);
        return sum;
    }

    private static double weight(Order order, Node node) {
        if (!order.plant().equals(node.plant()) || order.month() != node.month()) {
            return 0;
        }
        return node.product().equals(BY_PRODUCT)
                ? order.byProduct()
                : order.product().equals(node.product()) ? order.output() : 0;
    }

    /** Its own element, or the shares of the month in which it was made last, in the same plant if it ever was. */
    private double[] ofComponent(Input input, Node user) {
        if (input.component() != null) {
            List<Node> made = orders.stream()
                    .filter(order -> order.month() <= user.month())
                    .filter(order -> weight(order, new Node(order.plant(), input.component(), order.month())) > 0)
                    .map(order -> new Node(order.plant(), input.component(), order.month()))
                    .sorted(Comparator.comparing((Node node) -> !node.plant().equals(user.plant()))
                            .thenComparing(node -> -node.month())
                            .thenComparing(Node::plant))
                    .toList();
            if (!made.isEmpty()) {
                return shares(made.get(0));
            }
        }
        double[] one = new double[ELEMENTS.size()];
        one[ELEMENTS.indexOf(input.element())] = 1;
        return one;
    }
}
