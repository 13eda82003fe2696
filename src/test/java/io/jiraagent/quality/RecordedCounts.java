package io.jiraagent.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the last measurement has counted. */
record RecordedCounts(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    void write(Quality whole, Comparison... comparisons) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(counted(whole, comparisons)) + "\n");
    }

    Map<String, Counts> read() throws IOException {
        return JSON.readerForMapOf(Counts.class).readValue(file.toFile());
    }

    static Map<String, Counts> counted(Quality whole, Comparison... comparisons) {
        Map<String, Counts> counted = new TreeMap<>();
        whole.sections().forEach((section, counts) -> counted.put("section " + section, counts));
        whole.questions().forEach((about, counts) -> counted.put("question " + about, counts));
        for (Comparison comparison : comparisons) {
            counted.merge("duplicates called", comparison.duplicates(), Counts::and);
        }
        return counted;
    }
}
