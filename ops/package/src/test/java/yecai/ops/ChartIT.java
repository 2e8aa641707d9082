package yecai.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static yecai.ops.Product.at;
import static yecai.ops.Product.list;
import static yecai.ops.Product.map;
import static yecai.ops.Product.texts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import yecai.hub.cli.config.Configuration;
import yecai.hub.cli.config.ConfigurationReader;

/** The chart as Helm itself takes it (its library, without a program or a cluster), against the product. */
final class ChartIT {
    private static final Path CHART = Release.OPS.resolve("helm/yecai");

    @TempDir
    private Path folder;

    @Test
    void helm_findsNothingWrong() {
        var result = new Helm(CHART).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void everyValue_changesWhatIsInstalled() throws IOException {
        Map<String, Object> everything = values();
        map(everything.get("networkPolicy")).put("enabled", true);
        map(everything.get("podMonitor")).put("enabled", true);
        String usual = rendered(everything);
        assertThat(usual).contains("kind: NetworkPolicy", "kind: PodMonitor", "kind: Job");

        List<String> unused = new ArrayList<>();
        for (List<String> path : leaves(everything, List.of())) {
            Map<String, Object> changed = Product.documents(new ObjectMapper().writeValueAsString(everything))
                    .get(0);
            change(changed, path);
            if (rendered(changed).equals(usual)) {
                unused.add(String.join(".", path));
            }
        }
        assertThat(unused).isEmpty();
    }

    @Test
    void containers_runCommandsThatThereAre_withoutRights() throws Exception {
        List<List<String>> commands = new ArrayList<>();
        for (Map<String, Object> workload : workloads()) {
            Map<String, Object> pod = map(at(workload, "spec", "template", "spec"));
            assertThat(at(pod, "securityContext", "runAsUser")).isEqualTo(10001);
            assertThat(at(pod, "automountServiceAccountToken")).isEqualTo(false);
            for (Object container : list(pod.get("containers"))) {
                assertThat(at(container, "securityContext", "readOnlyRootFilesystem"))
                        .isEqualTo(true);
                assertThat(at(container, "image")).isEqualTo("yecai:" + Release.VERSION.replace("-SNAPSHOT", ""));
                List<String> command = texts(at(container, "args"));
                Product.assertTakes(command);
                commands.add(command);
            }
        }
        assertThat(commands)
                .containsExactlyInAnyOrder(
                        List.of("capture", "--standby", "--admin", "0.0.0.0:8486"), List.of("api"), List.of("migrate"));
    }

    @Test
    void configuration_isOneThatTheProductTakes_withPortsAndSecretsOfTheContainers() throws Exception {
        List<Map<String, Object>> all = documents();
        List<String> configurations = all.stream()
                .filter(document -> document.get("kind").equals("ConfigMap"))
                .map(document -> at(document, "data", "yecai.yml").toString())
                .toList();
        assertThat(configurations).hasSize(2);
        assertThat(configurations.get(0)).isEqualTo(configurations.get(1));
        Path file = Files.writeString(folder.resolve("yecai.yml"), configurations.get(0));
        Configuration configuration = ConfigurationReader.read(file);
        assertThat(configurations.get(0)).contains("file: /run/secrets/yecai/hub-api");

        Map<String, Object> api = workload("api");
        assertThat(at(api, "spec", "template", "spec", "containers", "0", "ports", "0", "containerPort"))
                .isEqualTo(configuration.api().listen().port());
        assertThat(at(api, "spec", "template", "spec", "containers", "0", "ports", "1", "containerPort"))
                .isEqualTo(configuration.api().admin().port());
        Map<String, Object> service = all.stream()
                .filter(document -> document.get("kind").equals("Service"))
                .findFirst()
                .orElseThrow();
        assertThat(at(service, "spec", "ports", "0", "targetPort"))
                .isEqualTo(at(api, "spec", "template", "spec", "containers", "0", "ports", "0", "name"));
        assertThat(map(at(api, "spec", "template", "metadata", "labels")).entrySet())
                .containsAll(map(at(service, "spec", "selector")).entrySet());
        assertThat(map(at(workload("capture"), "spec", "template", "metadata", "labels"))
                        .entrySet())
                .doesNotContainSequence(map(at(service, "spec", "selector")).entrySet());
    }

    @Test
    void names_fitKubernetes_alsoWithALongRelease() throws IOException {
        String name = "a-release-with-a-name-as-long-as-helm-takes-it-53-chars";
        for (Map<String, Object> document : Product.documents(
                new Helm(CHART).template().withName(name.substring(0, 53)).call())) {
            assertThat(at(document, "metadata", "name").toString())
                    .hasSizeLessThanOrEqualTo(63)
                    .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
        }
    }

    private List<Map<String, Object>> workloads() throws IOException {
        return documents().stream()
                .filter(document -> List.of("Deployment", "Job").contains(document.get("kind")))
                .toList();
    }

    private Map<String, Object> workload(String name) throws IOException {
        return workloads().stream()
                .filter(workload -> at(workload, "metadata", "name").toString().endsWith("-" + name))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, Object>> documents() throws IOException {
        return Product.documents(rendered(values()));
    }

    private static Map<String, Object> values() throws IOException {
        return Product.documents(Files.readString(CHART.resolve("values.yaml"))).get(0);
    }

    private String rendered(Map<String, Object> values) throws IOException {
        Path file = folder.resolve("values.yaml");
        new ObjectMapper().writeValue(file.toFile(), values);
        return new Helm(CHART).template().withName("hub").withValuesFile(file).call();
    }

    private static List<List<String>> leaves(Object value, List<String> path) {
        List<List<String>> leaves = new ArrayList<>();
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, inner) -> {
                List<String> longer = new ArrayList<>(path);
                longer.add(key.toString());
                leaves.addAll(leaves(inner, longer));
            });
        } else {
            leaves.add(path);
        }
        return leaves;
    }

    private static void change(Map<String, Object> values, List<String> path) {
        Map<String, Object> parent = values;
        for (String key : path.subList(0, path.size() - 1)) {
            parent = map(parent.get(key));
        }
        parent.compute(path.get(path.size() - 1), (key, old) -> other(old));
    }

    private static Object other(Object old) {
        if (old instanceof Boolean flag) {
            return !flag;
        }
        if (old instanceof Integer number) {
            return number + 1;
        }
        return old instanceof List<?> ? List.of(new LinkedHashMap<>(Map.of("name", "other"))) : old + "x";
    }
}
