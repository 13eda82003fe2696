package io.jiraagent.ticket;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what was put right while one body is read: each kind once per field, and boundedly many. */
final class RepairNotes {
    private final Set<Repair> notes = new LinkedHashSet<>();

    void add(Repair.Kind kind, String field) {
        if (notes.size() < PayloadReading.MAX_REPAIRS) {
            notes.add(Repair.of(kind, field));
        }
    }

    void addAll(RepairNotes others) {
        for (Repair note : others.notes) {
            add(note.kind(), note.field());
        }
    }

    boolean isEmpty() {
        return notes.isEmpty();
    }

    List<Repair> toList() {
        return List.copyOf(notes);
    }
}
