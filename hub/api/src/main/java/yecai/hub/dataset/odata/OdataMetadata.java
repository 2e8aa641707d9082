package yecai.hub.dataset.odata;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import yecai.hub.dataset.Column;
import yecai.hub.dataset.Dataset;
import yecai.hub.dataset.Language;

/** OData's metadata (CSDL 4.0 as XML, 4.01 as JSON) of the datasets that a caller may read, with the data dictionary. */
public final class OdataMetadata {
    private static final String EDMX = "http://docs.oasis-open.org/odata/ns/edmx";
    private static final String EDM = "http://docs.oasis-open.org/odata/ns/edm";
    /** Named in full: clients fetch whatever a Reference points to, and many of them have no way to the internet. */
    private static final String DESCRIPTION = "Org.OData.Core.V1.Description";

    private static final String CURRENCY = "Org.OData.Measures.V1.ISOCurrency";

    private static final String NAMESPACE = "yecai";
    private static final String CONTAINER = "Hub";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OdataMetadata() {}

    /** Writes the XML form. */
    public static byte[] xml(Collection<Dataset> datasets, Language language) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("edmx", "Edmx", EDMX);
            xml.writeNamespace("edmx", EDMX);
            xml.writeAttribute("Version", "4.0");
            xml.writeStartElement("edmx", "DataServices", EDMX);
            xml.writeStartElement("Schema");
            xml.writeDefaultNamespace(EDM);
            xml.writeAttribute("Namespace", NAMESPACE);
            for (Dataset dataset : datasets) {
                entityType(xml, dataset, language);
            }
            xml.writeStartElement("EntityContainer");
            xml.writeAttribute("Name", CONTAINER);
            for (Dataset dataset : datasets) {
                xml.writeStartElement("EntitySet");
                attributes(xml, "Name", dataset.entitySet(), "EntityType", NAMESPACE + "." + dataset.entitySet());
                description(xml, dataset.description(language));
                xml.writeEndElement();
            }
            for (int i = 0; i < 4; i++) {
                xml.writeEndElement();
            }
            xml.writeEndDocument();
            xml.close();
            return bytes.toByteArray();
        } catch (XMLStreamException problem) {
            throw new IllegalStateException("the metadata cannot be written", problem);
        }
    }

    private static void entityType(XMLStreamWriter xml, Dataset dataset, Language language) throws XMLStreamException {
        xml.writeStartElement("EntityType");
        xml.writeAttribute("Name", dataset.entitySet());
        if (!dataset.key().isEmpty()) {
            xml.writeStartElement("Key");
            for (Column column : dataset.key()) {
                xml.writeEmptyElement("PropertyRef");
                xml.writeAttribute("Name", column.name().text());
            }
            xml.writeEndElement();
        }
        for (Column column : dataset.columns()) {
            EdmType type = EdmType.of(column);
            xml.writeStartElement("Property");
            attributes(xml, "Name", column.name().text(), "Type", type.name());
            if (dataset.key().contains(column)) {
                xml.writeAttribute("Nullable", "false");
            }
            for (Map.Entry<String, Object> facet : type.facets().entrySet()) {
                xml.writeAttribute(facet.getKey(), facet.getValue().toString());
            }
            description(xml, column.description(language));
            Optional<Column> currency = dataset.findCurrency(column);
            if (currency.isPresent()) {
                xml.writeEmptyElement("Annotation");
                attributes(xml, "Term", CURRENCY, "Path", currency.get().name().text());
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void description(XMLStreamWriter xml, String text) throws XMLStreamException {
        xml.writeEmptyElement("Annotation");
        attributes(xml, "Term", DESCRIPTION, "String", text);
    }

    private static void attributes(XMLStreamWriter xml, String... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            xml.writeAttribute(pairs[i], pairs[i + 1]);
        }
    }

    /** Makes the JSON form. */
    public static ObjectNode json(Collection<Dataset> datasets, Language language) {
        ObjectNode document = JSON.createObjectNode();
        document.put("$Version", "4.01");
        document.put("$EntityContainer", NAMESPACE + "." + CONTAINER);
        ObjectNode schema = document.putObject(NAMESPACE);
        ObjectNode container = JSON.createObjectNode().put("$Kind", "EntityContainer");
        for (Dataset dataset : datasets) {
            entityType(schema.putObject(dataset.entitySet()), dataset, language);
            container
                    .putObject(dataset.entitySet())
                    .put("$Collection", true)
                    .put("$Type", NAMESPACE + "." + dataset.entitySet())
                    .put("@" + DESCRIPTION, dataset.description(language));
        }
        schema.set(CONTAINER, container);
        return document;
    }

    private static void entityType(ObjectNode entity, Dataset dataset, Language language) {
        entity.put("$Kind", "EntityType");
        if (!dataset.key().isEmpty()) {
            var key = entity.putArray("$Key");
            dataset.key().forEach(column -> key.add(column.name().text()));
        }
        for (Column column : dataset.columns()) {
            EdmType type = EdmType.of(column);
            ObjectNode property = entity.putObject(column.name().text());
            boolean isCollection = type.name().startsWith("Collection(");
            property.put("$Type", isCollection ? "Edm.String" : type.name());
            if (isCollection) {
                property.put("$Collection", true);
            }
            if (!dataset.key().contains(column)) {
                property.put("$Nullable", true);
            }
            type.facets().forEach((facet, value) -> property.putPOJO("$" + facet, value));
            property.put("@" + DESCRIPTION, column.description(language));
            dataset.findCurrency(column)
                    .ifPresent(currency -> property.putObject("@" + CURRENCY)
                            .put("$Path", currency.name().text()));
        }
    }
}
