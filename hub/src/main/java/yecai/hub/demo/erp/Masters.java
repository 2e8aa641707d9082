package yecai.hub.demo.erp;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The ERP's master data, read once, as its application servers buffer it. */
final class Masters {
    private final Map<String, Row> companies;
    private final Map<String, Row> plants;
    private final Map<String, Row> materials;
    private final Map<String, Row> terms;
    private final List<Row> customers;
    private final List<Row> suppliers;
    private final Map<String, List<Row>> bom;
    private final Map<String, List<Row>> routing;
    private final Map<String, Row> costCenters;
    private final Map<String, Row> materialPlants = new HashMap<>();
    private final Map<String, BigDecimal> factors = new HashMap<>();
    private final Map<String, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();

    Masters(ErpSession session) throws SQLException {
        companies = byCode(session, "select * from erp.companies order by code");
        plants = byCode(session, "select * from erp.plants order by code");
        materials = byCode(session, "select * from erp.materials where active order by code");
        terms = byCode(session, "select * from erp.payment_terms");
        costCenters = byCode(session, "select * from erp.cost_centers");
        customers = session.list("select * from erp.customers where active order by code");
        suppliers = session.list("select * from erp.suppliers where active order by code");
        bom = session.list("select * from erp.bom_lines order by material, line_no").stream()
                .collect(Collectors.groupingBy(row -> row.text("material")));
        routing = session.list("select * from erp.routing_operations order by material, operation_no").stream()
                .collect(Collectors.groupingBy(row -> row.text("material")));
        for (Row row : session.list("select * from erp.material_plants")) {
            materialPlants.put(row.text("material") + "@" + row.text("plant"), row);
        }
        for (Row row : session.list("select * from erp.material_uoms")) {
            factors.put(row.text("material") + "@" + row.text("uom"), row.amount("factor"));
        }
        for (Row row : session.list("select * from erp.exchange_rates where rate_type = 'transaction'")) {
            rates.computeIfAbsent(row.text("from_currency") + row.text("to_currency"), pair -> new TreeMap<>())
                    .put(row.date("valid_from"), row.amount("rate"));
        }
        session.commit();
    }

    Row company(String code) {
        return companies.get(code);
    }

    List<String> companyCodes() {
        return companies.keySet().stream().sorted().toList();
    }

    List<String> plantCodes() {
        return plants.keySet().stream().sorted().toList();
    }

    String companyOf(String plant) {
        return plants.get(plant).text("company");
    }

    String currencyOf(String company) {
        return company(company).text("currency");
    }

    Row material(String code) {
        return materials.get(code);
    }

    List<String> materials(String kind) {
        return materials.values().stream()
                .filter(row -> row.text("kind").equals(kind))
                .map(row -> row.text("code"))
                .sorted()
                .toList();
    }

    Row term(String code) {
        return terms.get(code);
    }

    Row costCenter(String code) {
        return costCenters.get(code);
    }

    List<Row> bom(String material) {
        return bom.getOrDefault(material, List.of());
    }

    List<Row> routing(String material) {
        return routing.getOrDefault(material, List.of());
    }

    boolean isSubcontracted(String material) {
        return routing(material).stream().anyMatch(row -> row.has("subcontract_price"));
    }

    Row planning(String material, String plant) {
        return materialPlants.get(material + "@" + plant);
    }

    BigDecimal standardCost(String material, String plant) {
        return planning(material, plant).amount("standard_cost");
    }

    /** Base units in one of the given unit. */
    BigDecimal factor(String material, String uom) {
        return material(material).text("uom").equals(uom) ? BigDecimal.ONE : factors.get(material + "@" + uom);
    }

    BigDecimal rate(String from, String to, LocalDate date) {
        return from.equals(to)
                ? BigDecimal.ONE
                : rates.get(from + to).floorEntry(date).getValue();
    }

    /** Storage of a material in a plant. */
    String storage(String plant, String material) {
        return plant + (material(material).text("kind").equals("raw") ? "-RAW" : "-FG");
    }

    /** A customer outside the group, mostly one that buys in the company's currency. */
    Row customer(String company, RandomGenerator random) {
        return partner(customers, company, random, row -> !row.has("trading_company"));
    }

    Row supplier(String company, RandomGenerator random) {
        return partner(suppliers, company, random, row -> !row.has("trading_company"));
    }

    Row groupCustomer(String company) {
        return customers.stream()
                .filter(row -> company.equals(row.text("trading_company")))
                .findFirst()
                .orElseThrow();
    }

    Row groupSupplier(String company) {
        return suppliers.stream()
                .filter(row -> company.equals(row.text("trading_company")))
                .findFirst()
                .orElseThrow();
    }

    Row customer(String code) {
        return customers.stream()
                .filter(row -> row.text("code").equals(code))
                .findFirst()
                .orElseThrow();
    }

    private Row partner(List<Row> all, String company, RandomGenerator random, Predicate<Row> allowed) {
        boolean home = random.nextInt(100) < 75;
        List<Row> choice = all.stream()
                .filter(allowed)
                .filter(row -> !home || row.text("currency").equals(currencyOf(company)))
                .toList();
        return choice.get(random.nextInt(choice.size()));
    }

    private static Map<String, Row> byCode(ErpSession session, String sql) throws SQLException {
        return session.list(sql).stream().collect(Collectors.toMap(row -> row.text("code"), row -> row));
    }
}
