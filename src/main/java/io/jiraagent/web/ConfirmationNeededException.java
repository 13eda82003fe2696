package io.jiraagent.web;

import java.util.HashMap;
import java.util.Map;

/** A form is not acted on before its question is answered. Carries no stack trace: it is an answer, not a fault. */
public final class ConfirmationNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient PageView page;

    /** @param request whose form is sent again with the answer */
    ConfirmationNeededException(OpsRequest request, Confirmation confirmation) {
        this(view(request, confirmation));
    }

    /** @param page that asks in its own way; its form holds {@link OpsRequest#CONFIRMED} */
    public ConfirmationNeededException(PageView page) {
        super("Not confirmed yet", null, false, false);
        this.page = page;
    }

    private static PageView view(OpsRequest request, Confirmation confirmation) {
        Map<String, Object> model = new HashMap<>();
        model.put("confirmation", confirmation);
        // Two slashes at the beginning would name another host.
        model.put("path", request.path().replaceAll("^/+", "/"));
        model.put("fields", request.form().pairs());
        return PageView.of("confirm", model);
    }

    /** Asks, and sends the same form with the answer. */
    public PageView page() {
        return page;
    }
}
