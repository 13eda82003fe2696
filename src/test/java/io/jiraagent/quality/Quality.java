package io.jiraagent.quality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** How well the tickets of a set are read. */
record Quality(TicketSet set, List<Reading> readings) {
    static Quality of(TicketSet set) {
        return new Quality(set, set.tickets().stream().map(Reading::of).toList());
    }

    static Quality ofBoth(Quality one, Quality other) {
        List<TypedTicket> tickets = Stream.concat(one.set.tickets().stream(), other.set.tickets().stream())
                .toList();
        return new Quality(
                new TicketSet("whole", tickets),
                Stream.concat(one.readings.stream(), other.readings.stream()).toList());
    }

    Map<String, Counts> sections() {
        return sums(Reading.SECTIONS, Reading::sections);
    }

    Map<String, Counts> questions() {
        return sums(Reading.ABOUTS, Reading::questions);
    }

    /** The sections' counts by what a ticket is, such as its language. */
    Map<String, Counts> sectionsBy(Function<TypedTicket, String> property) {
        Map<String, Counts> sums = new TreeMap<>();
        readings.forEach(reading ->
                sums.merge(property.apply(reading.ticket()), sum(reading.sections().values().stream()), Counts::and));
        return sums;
    }

    static Counts sum(Stream<Counts> counts) {
        return counts.reduce(Counts.NONE, Counts::and);
    }

    private Map<String, Counts> sums(List<String> names, Function<Reading, Map<String, Counts>> part) {
        Map<String, Counts> sums = new LinkedHashMap<>();
        names.forEach(name -> sums.put(
                name, sum(readings.stream().map(reading -> part.apply(reading).get(name)))));
        return sums;
    }
}
