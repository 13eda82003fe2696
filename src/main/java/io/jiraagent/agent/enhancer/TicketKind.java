package io.jiraagent.agent.enhancer;

import static io.jiraagent.agent.enhancer.Section.ACTUAL_RESULT;
import static io.jiraagent.agent.enhancer.Section.ENVIRONMENT;
import static io.jiraagent.agent.enhancer.Section.EXPECTED_RESULT;
import static io.jiraagent.agent.enhancer.Section.IMPACT;
import static io.jiraagent.agent.enhancer.Section.STEPS_TO_REPRODUCE;

import io.jiraagent.ticket.Ticket;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What sort of work a ticket asks for, and so which sections it needs. */
enum TicketKind {
    /** Something is broken. */
    DEFECT,
    /** Something is broken now, for many: nobody has to bring it about. */
    INCIDENT,
    /** Something is to be built or done. */
    CHANGE,
    /** Somebody needs help. */
    SUPPORT;

    private static final Pattern DEFECT_TYPE = words("bug|defect|problem|fault|error|hotfix|failure"
            + "|fehler|bogue|anomalie|défaut|defecto|fallo|erro|falha|błąd|ошибка|баг|バグ|不具合"
            + "|缺陷|错误|故障|버그");
    private static final Pattern INCIDENT_TYPE = words("incident|outage|störung|vorfall|incidencia|incidente|障害");
    private static final Pattern SUPPORT_TYPE = words(
            "support|question|help|service|access|ask|inquiry|enquiry" + "|anfrage|frage|demande|consulta|solicitud");
    private static final Pattern DEFECT_SUMMARY = words("fail\\w*|crash\\w*|error|errors|exception|broken|cannot|can't"
            + "|unable|doesn't|does not|not working|not work|wrong|missing|bug|stuck|slow|down|lost|fehler|erreur");
    private static final Pattern SUPPORT_SUMMARY =
            words("how do|how to|how can|question|help|please advise|is it possible");
    private static final Pattern CHANGE_SUMMARY =
            words("as an?|add|allow|support for|implement|improve|introduce|make it|enable|provide|create|new");

    /** The sections a ticket of this kind needs, in the order they are read. */
    List<Section> needs() {
        return switch (this) {
            case DEFECT -> List.of(STEPS_TO_REPRODUCE, EXPECTED_RESULT, ACTUAL_RESULT, ENVIRONMENT, IMPACT);
            case CHANGE -> List.of(EXPECTED_RESULT, IMPACT);
            case INCIDENT, SUPPORT -> List.of(ACTUAL_RESULT, EXPECTED_RESULT, ENVIRONMENT, IMPACT);
        };
    }

    boolean isBroken() {
        return this == DEFECT || this == INCIDENT;
    }

    boolean needs(Section section) {
        return needs().contains(section);
    }

    /** By the issue type's name; where that tells nothing, by the summary. */
    static TicketKind of(Ticket ticket) {
        String type = ticket.type() == null ? "" : head(ticket.type());
        if (INCIDENT_TYPE.matcher(type).find()) {
            return INCIDENT;
        }
        if (DEFECT_TYPE.matcher(type).find()) {
            return DEFECT;
        }
        if (SUPPORT_TYPE.matcher(type).find()) {
            return SUPPORT;
        }
        return type.isBlank() ? bySummary(head(ticket.summary())) : CHANGE;
    }

    private static TicketKind bySummary(String summary) {
        if (SUPPORT_SUMMARY.matcher(summary).find()) {
            return SUPPORT;
        }
        if (DEFECT_SUMMARY.matcher(summary).find()) {
            return DEFECT;
        }
        return CHANGE_SUMMARY.matcher(summary).find() ? CHANGE : DEFECT;
    }

    private static String head(String text) {
        return text.substring(0, Math.min(text.length(), 300)).toLowerCase(Locale.ROOT);
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])");
    }
}
