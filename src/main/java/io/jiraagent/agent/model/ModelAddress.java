package io.jiraagent.agent.model;

import java.net.URI;

/** Where a model is asked, made of its base URL. */
final class ModelAddress {
    private static final String PATH = "/chat/completions";

    /** Azure's addresses of one model each, whose servers take the key in a header of their own. */
    private static final String AZURE_PATH = "/openai/deployments/";

    private final URI base;

    /** @param baseUrl as checked when it was saved */
    ModelAddress(String baseUrl) {
        this.base = URI.create(baseUrl);
    }

    /** A query stays behind the path: Azure wants {@code ?api-version=…}. */
    String url() {
        String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return base.getScheme() + "://" + base.getRawAuthority() + (path.endsWith(PATH) ? path : path + PATH)
                + (base.getRawQuery() == null ? "" : "?" + base.getRawQuery());
    }

    /** Whether the key stands in {@code api-key} instead of {@code Authorization}. */
    boolean takesApiKey() {
        return base.getRawPath() != null && base.getRawPath().contains(AZURE_PATH);
    }
}
