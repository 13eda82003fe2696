package io.jiraagent.routefile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A part of a YAML text that knows its line. Immutable. */
final class YamlNode {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final Node node;

    private YamlNode(Node node) {
        this.node = node;
    }

    /**
     * @throws YamlMistake it is no YAML, is empty, names a key twice, or uses aliases, which could make it refer to
     *     itself
     */
    static YamlNode parse(String text) throws YamlMistake {
        try {
            for (Event event : new Parse(SETTINGS).parseString(text)) {
                if (event instanceof AliasEvent alias) {
                    throw new YamlMistake(line(alias.getStartMark()), "Aliases (*name) are not used in route files");
                }
            }
            Node root = new Compose(SETTINGS)
                    .composeString(text)
                    .orElseThrow(() -> new YamlMistake(1, "The file is empty"));
            refuseDuplicateKeys(root);
            return new YamlNode(root);
        } catch (MarkedYamlEngineException e) {
            throw new YamlMistake(
                    line(e.getProblemMark().or(e::getContextMark)),
                    "This is not YAML: " + reason(e).strip());
        } catch (YamlEngineException e) {
            throw new YamlMistake(1, "This is not YAML: " + e.getMessage());
        }
    }

    private static String reason(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + " ";
        return context + (e.getProblem() == null ? "" : e.getProblem());
    }

    private static void refuseDuplicateKeys(Node node) throws YamlMistake {
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                refuseDuplicateKeys(item);
            }
        } else if (node instanceof MappingNode mapping) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple entry : mapping.getValue()) {
                String key = key(entry);
                if (!keys.add(key)) {
                    throw new YamlMistake(line(entry.getKeyNode().getStartMark()), "'" + key + "' stands here twice");
                }
                refuseDuplicateKeys(entry.getValueNode());
            }
        }
    }

    private static String key(NodeTuple entry) throws YamlMistake {
        if (entry.getKeyNode() instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new YamlMistake(line(entry.getKeyNode().getStartMark()), "A key is a plain word");
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(1);
    }

    /** From 1. */
    int line() {
        return line(node.getStartMark());
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Of a list; empty for anything else. */
    List<YamlNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(YamlNode::new).toList();
        }
        return List.of();
    }

    /** Of a mapping, in the file's order; empty for anything else. */
    Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                entries.put(((ScalarNode) entry.getKeyNode()).getValue(), new YamlNode(entry.getValueNode()));
            }
        }
        return entries;
    }

    Optional<YamlNode> get(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    /** The text under a key; empty where there is none. */
    Optional<String> text(String key) {
        return get(key).flatMap(YamlNode::text);
    }

    /** Of a scalar, numbers and words alike; empty for anything else. */
    Optional<String> text() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** This node and all below it that are mappings. */
    List<YamlNode> mappings() {
        List<YamlNode> found = new ArrayList<>();
        collectMappings(node, found);
        return found;
    }

    private static void collectMappings(Node node, List<YamlNode> found) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> collectMappings(item, found));
        } else if (node instanceof MappingNode mapping) {
            found.add(new YamlNode(node));
            mapping.getValue().forEach(entry -> collectMappings(entry.getValueNode(), found));
        }
    }
}
