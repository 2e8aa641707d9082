package yecai.hub.demo.erp.engine;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ERP's master data, read once, as its application servers buffer it. */
public final class Masters {
    private final Map<String, Row> companies;
    private final Map<String, Row> plants;
    private final Map<String, Row> materials;
    private final Map<String, Row> terms;
    private final Partners partners;
    private final Map<String, List<Row>> bom;
    private final Map<String, List<Row>> routing;
    private final Map<String, Row> costCenters;
    private final Map<String, Row> materialPlants = new HashMap<>();
    private final Map<String, BigDecimal> factors = new HashMap<>();
    private final Map<String, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();
    private final Map<String, NavigableMap<LocalDate, BigDecimal>> standards = new HashMap<>();

    public Masters(ErpSession session) throws SQLException {
        companies = byCode(session, "select * from erp.companies order by code");
        plants = byCode(session, "select * from erp.plants order by code");
        materials = byCode(session, "select * from erp.materials where active order by code");
        terms = byCode(session, "select * from erp.payment_terms");
        costCenters = byCode(session, "select * from erp.cost_centers");
        partners = new Partners(
                session.list("select * from erp.customers where active order by code"),
                session.list("select * from erp.suppliers where active order by code"),
                this::currencyOf);
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
        for (Row row : session.list("select * from erp.standard_prices")) {
            standards
                    .computeIfAbsent(row.text("material") + "@" + row.text("plant"), key -> new TreeMap<>())
                    .put(row.date("valid_from"), row.amount("price"));
        }
        session.commit();
    }

    public Row company(String code) {
        return companies.get(code);
    }

    public List<String> companyCodes() {
        return companies.keySet().stream().sorted().toList();
    }

    public List<String> plantCodes() {
        return plants.keySet().stream().sorted().toList();
    }

    public String companyOf(String plant) {
        return plants.get(plant).text("company");
    }

    public String currencyOf(String company) {
        return company(company).text("currency");
    }

    public Row material(String code) {
        return materials.get(code);
    }

    public List<String> materials(String kind) {
        return materials.values().stream()
                .filter(row -> row.text("kind").equals(kind))
                .map(row -> row.text("code"))
                .sorted()
                .toList();
    }

    public Row term(String code) {
        return terms.get(code);
    }

    public Row costCenter(String code) {
        return costCenters.get(code);
    }

    public List<Row> bom(String material) {
        return bom.getOrDefault(material, List.of());
    }

    public List<Row> routing(String material) {
        return routing.getOrDefault(material, List.of());
    }

    public boolean isSubcontracted(String material) {
        return routing(material).stream().anyMatch(row -> row.has("subcontract_price"));
    }

    public Row planning(String material, String plant) {
        return materialPlants.get(material + "@" + plant);
    }

    public BigDecimal standardCost(String material, String plant) {
        return planning(material, plant).amount("standard_cost");
    }

    /** The standard price that holds on a day. */
    public BigDecimal standardCost(String material, String plant, LocalDate day) {
        return standards.get(material + "@" + plant).floorEntry(day).getValue();
    }

    /** Base units in one of the given unit. */
    public BigDecimal factor(String material, String uom) {
        return material(material).text("uom").equals(uom) ? BigDecimal.ONE : factors.get(material + "@" + uom);
    }

    public BigDecimal rate(String from, String to, LocalDate date) {
        return from.equals(to)
                ? BigDecimal.ONE
                : rates.get(from + to).floorEntry(date).getValue();
    }

    /** Storage of a material in a plant. */
    public String storage(String plant, String material) {
        return plant + (material(material).text("kind").equals("raw") ? "-RAW" : "-FG");
    }

    /** Customers and suppliers. */
    public Partners partners() {
        return partners;
    }

    private static Map<String, Row> byCode(ErpSession session, String sql) throws SQLException {
        return session.list(sql).stream().collect(Collectors.toMap(row -> row.text("code"), row -> row));
    }
}
