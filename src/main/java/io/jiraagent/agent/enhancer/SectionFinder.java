package io.jiraagent.agent.enhancer;

import java.util.List;

/** Finds the sections in a description: first what stands under headings, then what its sentences say. */
final class SectionFinder {
    private final Headings headings = new Headings();
    private final SectionExtent extent = new SectionExtent();
    private final Scenarios scenarios = new Scenarios();
    private final BareSteps bareSteps = new BareSteps();
    private final SentenceClues sentenceClues = new SentenceClues();
    private final EnvironmentClues environmentClues = new EnvironmentClues();
    private final ImpactClues impactClues = new ImpactClues();
    private final SummaryEcho summaryEcho = new SummaryEcho();

    Sections find(String summary, String description, TicketKind kind) {
        TicketText text = new TicketText(description);
        Sections sections = new Sections(description);
        List<Mark> marks = headings.in(text);
        underHeadings(text, marks, sections, false);
        underHeadings(text, marks, sections, true);
        scenarios.find(text, kind, sections);
        if (kind.isBroken()) {
            bareSteps.find(text, sections);
        }
        Sentences sentences = Sentences.of(text, marks);
        sentenceClues.find(sentences, kind, sections);
        if (kind != TicketKind.CHANGE) {
            environmentClues.find(sentences, sections);
        }
        impactClues.find(sentences, kind, sections);
        if (kind.isBroken()) {
            summaryEcho.find(sentences, summary, sections);
        }
        return sections;
    }

    /** Where a section is headed twice, the first one that says something counts. */
    private void underHeadings(TicketText text, List<Mark> marks, Sections sections, boolean facts) {
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            if (mark.section() == null || mark.fact() != facts || sections.has(mark.section())) {
                continue;
            }
            extent.of(text, marks, i).ifPresent(part -> sections.setApart(mark.section(), part.words(), part.whole()));
        }
    }
}
