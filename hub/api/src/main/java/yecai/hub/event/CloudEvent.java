package yecai.hub.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * An event in the form of CloudEvents 1.0.
 *
 * @param position in the hub's events, which is also the extension {@code sequence}
 * @param id the same at every delivery
 * @param event as the hub gives it
 * @param json the CloudEvent
 */
public record CloudEvent(long position, String id, String type, JsonNode event, ObjectNode json) {
    public static final String MEDIA_TYPE = "application/cloudevents+json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reads an array of the hub's events. */
    public static List<CloudEvent> list(String events) {
        try {
            return list(JSON.readTree(events));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the hub gave no JSON", impossible);
        }
    }

    /** Reads an array of the hub's events. */
    public static List<CloudEvent> list(JsonNode events) {
        List<CloudEvent> list = new ArrayList<>();
        events.forEach(event -> list.add(of(event)));
        return list;
    }

    private static CloudEvent of(JsonNode event) {
        ObjectNode json = JSON.createObjectNode();
        String id = event.get("event_id").asText();
        String type = event.get("type").asText();
        json.put("specversion", "1.0");
        json.put("id", id);
        json.put(
                "source",
                "urn:yecai:hub:" + event.path("hub").asText()
                        + (event.path("source").isTextual()
                                ? ":" + event.get("source").asText()
                                : ""));
        json.put("type", "yecai." + type);
        json.put("subject", event.get("subject").asText());
        json.put(
                "time",
                OffsetDateTime.parse(event.get("happened_at").asText())
                        .toInstant()
                        .toString());
        json.put("datacontenttype", "application/json");
        json.put("sequence", String.format("%020d", event.get("position").asLong()));
        for (String extension : List.of("company", "dataset", "principal")) {
            if (event.path(extension).isTextual()) {
                json.put(extension, event.get(extension).asText());
            }
        }
        json.set("data", event.get("data"));
        return new CloudEvent(event.get("position").asLong(), id, type, event, json);
    }

    /** Returns the bytes that are sent and signed. */
    public byte[] body() {
        return json.toString().getBytes(UTF_8);
    }
}
