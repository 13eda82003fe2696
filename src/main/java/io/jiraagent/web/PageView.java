package io.jiraagent.web;

import java.util.Map;

/**
 * A page to be shown.
 *
 * @param template without folder and ending
 * @param model what the template names
 */
public record PageView(int status, String template, Map<String, Object> model) {
    private static final int OK = 200;

    public static PageView of(String template, Map<String, Object> model) {
        return new PageView(OK, template, model);
    }
}
