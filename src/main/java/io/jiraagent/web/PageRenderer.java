package io.jiraagent.web;

import io.jiraagent.access.Caller;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Renders the templates of {@code web/}. Everything that a template prints is escaped. Thread-safe. */
public final class PageRenderer {
    /** Each hears of what another does by events, so that their order does not matter. */
    private static final List<String> SCRIPTS = List.of("app.js", "filter.js", "live.js", "selection.js", "confirm.js");

    private final PebbleEngine engine;
    private final Assets assets;

    public PageRenderer(Assets assets) {
        this.assets = assets;
        ClasspathLoader loader = new ClasspathLoader(PageRenderer.class.getClassLoader());
        loader.setPrefix("web");
        loader.setSuffix(".html");
        this.engine = new PebbleEngine.Builder()
                .loader(loader)
                .autoEscaping(true)
                .strictVariables(true)
                .defaultLocale(Locale.ENGLISH)
                .extension(new TextFilters())
                .build();
    }

    /** @param caller who is signed in */
    public String render(PageView view, Optional<Caller> caller) {
        Map<String, Object> model = new HashMap<>(view.model());
        model.put("caller", caller.orElse(null));
        model.put("css", assets.path("app.css"));
        model.put("scripts", SCRIPTS.stream().map(assets::path).toList());
        model.put("icon", assets.path("icon.svg"));
        StringWriter html = new StringWriter();
        try {
            engine.getTemplate(view.template()).evaluate(html, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return html.toString();
    }
}
