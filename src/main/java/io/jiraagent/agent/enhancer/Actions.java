package io.jiraagent.agent.enhancer;

/** The verbs of somebody operating a program. */
final class Actions {
    /** Alternatives of a regular expression, without their endings. */
    static final String VERBS = "go to|goto|going to|went to|navigate|open|visit|launch|start|run|click|double[- ]click"
            + "|right[- ]click|press|tap|hit|select|choose|pick|enter|type|fill|log ?in|log ?on|sign in|log ?out|upload|submit"
            + "|scroll|drag|create|add|save|switch|install|refresh|reload|delete|remove|edit|change|search|filter|sort|export"
            + "|import|download|call|send|post|copy|paste|set|turn|enable|disable|close|browse|configure|connect";

    private Actions() {}
}
