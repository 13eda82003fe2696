import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws how figures grow, as SVG that is readable on light and dark pages.
 *
 * <p>Usage: {@code java bench/Plot.java <file> <title> <x axis>}, with a table on standard input, columns separated by
 * tabs: the first line names the series, each further line has x and a figure a second for each series. x is drawn
 * logarithmically, the figures from zero.
 */
public final class Plot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 700;
    private static final int TOP = 70;
    private static final int BOTTOM = 300;
    private static final int LINES = 5;
    private static final String STYLE =
            """
            <style>
              svg { background: #fff; font: 13px system-ui, sans-serif; }
              text { fill: #1f2328; } .title { font-size: 15px; font-weight: 600; } .faint { fill: #59636e; }
              .grid { stroke: #d1d9e0; } polyline { fill: none; stroke-width: 2; }
              .s0 { stroke: #0969da; } .s1 { stroke: #bc4c00; } .d0 { fill: #0969da; } .d1 { fill: #bc4c00; }
              .s1 { stroke-dasharray: 6 3; }
              @media (prefers-color-scheme: dark) {
                svg { background: #0d1117; } text { fill: #f0f6fc; } .faint { fill: #9198a1; } .grid { stroke: #3d444d; }
                .s0 { stroke: #58a6ff; } .s1 { stroke: #f0883e; } .d0 { fill: #58a6ff; } .d1 { fill: #f0883e; }
              }
            </style>
            """;

    private final List<String> series;
    private final List<double[]> points;
    private final double firstX;
    private final double lastX;
    private final double top;

    private Plot(List<String> series, List<double[]> points) {
        this.series = series;
        this.points = points;
        this.firstX = points.get(0)[0];
        this.lastX = points.get(points.size() - 1)[0];
        this.top = roundedUp(points.stream()
                .flatMapToDouble(point -> java.util.Arrays.stream(point).skip(1))
                .max()
                .orElse(1));
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader table = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> names = List.of(table.readLine().split("\t"));
        List<double[]> points = new ArrayList<>();
        for (String line = table.readLine(); line != null; line = table.readLine()) {
            points.add(java.util.Arrays.stream(line.split("\t"))
                    .mapToDouble(Double::parseDouble)
                    .toArray());
        }
        Plot plot = new Plot(names.subList(1, names.size()), points);
        Files.writeString(Path.of(arguments[0]), plot.draw(arguments[1], arguments[2]));
    }

    private String draw(String title, String xAxis) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        svg.append("<title>").append(escaped(title)).append("</title>\n").append(STYLE);
        text(svg, LEFT, 24, "start", "title", title);
        for (int i = 0; i <= LINES; i++) {
            double y = y(top * i / LINES);
            svg.append(String.format(
                    Locale.ROOT, "<path class=\"grid\" d=\"M%d %.1fH%d\"/>%n", LEFT, y, RIGHT));
            text(svg, LEFT - 8, y + 4, "end", "faint", number(top * i / LINES));
        }
        for (double[] point : points) {
            text(svg, x(point[0]), BOTTOM + 20, "middle", "faint", number(point[0]));
        }
        text(svg, (LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "", xAxis);
        for (int i = 0; i < series.size(); i++) {
            series(svg, i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void series(StringBuilder svg, int index) {
        double legend = LEFT + index * 160.0;
        svg.append(String.format(
                Locale.ROOT, "<polyline class=\"s%d\" points=\"%.1f,46 %.1f,46\"/>%n", index, legend, legend + 28));
        text(svg, legend + 36, 50, "start", "", series.get(index));
        StringBuilder line = new StringBuilder();
        for (double[] point : points) {
            line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point[0]), y(point[index + 1])));
        }
        svg.append(String.format("<polyline class=\"s%d\" points=\"%s\"/>%n", index, line.toString().strip()));
        for (double[] point : points) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"d%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>%s: %s</title></circle>%n",
                    index,
                    x(point[0]),
                    y(point[index + 1]),
                    number(point[0]),
                    number(point[index + 1])));
        }
    }

    private double x(double value) {
        double span = Math.log(lastX / firstX);
        return span == 0 ? (LEFT + RIGHT) / 2.0 : LEFT + 20 + (RIGHT - LEFT - 40) * Math.log(value / firstX) / span;
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * value / top;
    }

    /** The next of 1, 2, 2.5 and 5 times a power of ten, so that the lines have round numbers. */
    private static double roundedUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1))));
        for (double step : new double[] {1, 2, 2.5, 5}) {
            if (value <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String style, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                style,
                escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
