package io.jiraagent.routefile;

import java.util.List;
import java.util.Optional;

/** Reads a file that is a list of one element. */
final class SingleElement {
    private SingleElement() {}

    /**
     * @param element the only one that may stand there
     * @return what is under it; empty where {@code findings} has got an error
     */
    static Optional<YamlNode> read(RouteFile file, String element, Findings findings) {
        try {
            YamlNode root = YamlNode.parse(file.text());
            List<YamlNode> items = root.items();
            if (items.size() != 1 || !items.get(0).entries().keySet().equals(java.util.Set.of(element))) {
                YamlNode at = items.size() > 1 ? items.get(1) : root;
                findings.error(at.line(), "The file wants one '- " + element + ":' and nothing else", "");
                return Optional.empty();
            }
            return items.get(0).get(element);
        } catch (YamlMistake e) {
            findings.error(e.line(), e.getMessage(), "");
            return Optional.empty();
        }
    }
}
