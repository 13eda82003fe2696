package io.jiraagent.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tickets of {@code bench/quality/tickets}; those held out decide nothing about the product. */
public record TicketSet(String name, List<TypedTicket> tickets) {
    private static final Path FOLDER = Path.of("bench/quality/tickets");
    private static final String HELD_OUT = "held-out.txt";

    /** How two tickets are related, as their files say. */
    enum Relation {
        DUPLICATE,
        NEAR_MISS,
        OTHER
    }

    record Pair(TypedTicket one, TypedTicket other, Relation relation) {}

    public static TicketSet tuning() throws IOException {
        return new TicketSet("tuning", read(false));
    }

    static TicketSet heldOut() throws IOException {
        return new TicketSet("held out", read(true));
    }

    public Map<String, TypedTicket> byKey() {
        return tickets.stream().collect(Collectors.toMap(TypedTicket::key, Function.identity()));
    }

    /** Every two tickets once. */
    List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < tickets.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new Pair(tickets.get(i), tickets.get(j), relation(tickets.get(i), tickets.get(j))));
            }
        }
        return pairs;
    }

    long count(Relation relation) {
        return pairs().stream().filter(pair -> pair.relation() == relation).count();
    }

    static Relation relation(TypedTicket one, TypedTicket other) {
        if (one.duplicates().contains(other.key()) || other.duplicates().contains(one.key())) {
            return Relation.DUPLICATE;
        }
        boolean near =
                one.nearMisses().contains(other.key()) || other.nearMisses().contains(one.key());
        return near ? Relation.NEAR_MISS : Relation.OTHER;
    }

    private static List<TypedTicket> read(boolean heldOut) throws IOException {
        List<TypedTicket> tickets = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                if (file.endsWith(HELD_OUT) == heldOut) {
                    Arrays.stream(Files.readString(file).split("(?m)^@ ", -1))
                            .filter(block -> !block.isBlank())
                            .map(block -> TypedTicket.of(block, heldOut))
                            .forEach(tickets::add);
                }
            }
        }
        return tickets;
    }
}
