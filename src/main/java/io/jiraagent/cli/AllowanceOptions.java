package io.jiraagent.cli;

import io.jiraagent.tenant.Allowance;
import io.jiraagent.tenant.InvalidRegistrationException;
import io.jiraagent.tenant.RateLimit;
import java.util.List;
import java.util.Optional;

/** Limits and budgets as options take them, {@code none} among them, and as tables show them. */
final class AllowanceOptions {
    private static final String NONE = "none";

    private AllowanceOptions() {}

    /** @param option a limit such as {@code 60/min}, or {@code none} */
    static Optional<RateLimit> rateLimit(String option) {
        return NONE.equals(option) ? Optional.empty() : Optional.of(RateLimit.parse(option));
    }

    /** @param option a number, or {@code none} */
    static Optional<Integer> dailyRuns(String option) {
        return number("runs", option);
    }

    /** @param option a number, or {@code none} */
    static Optional<Integer> dailyTokens(String option) {
        return number("tokens", option);
    }

    private static Optional<Integer> number(String what, String option) {
        try {
            return NONE.equals(option) ? Optional.empty() : Optional.of(Integer.valueOf(option));
        } catch (NumberFormatException e) {
            throw new InvalidRegistrationException(
                    "daily_" + what, "--daily-" + what + " takes a whole number, or none.");
        }
    }

    /** @param option a number, or {@code none} */
    static Optional<Integer> runsPerIssueHour(String option) {
        try {
            return NONE.equals(option) ? Optional.empty() : Optional.of(Integer.valueOf(option));
        } catch (NumberFormatException e) {
            throw new InvalidRegistrationException(
                    "runs_per_issue_hour", "--runs-per-issue-hour takes a whole number, or none.");
        }
    }

    /** @param options accounts, or {@code none} alone */
    static List<String> accounts(List<String> options) {
        return options.equals(List.of(NONE)) ? List.of() : options;
    }

    static String rateLimit(Allowance allowance) {
        return allowance.rateLimit().map(RateLimit::text).orElse("-");
    }

    static String dailyRuns(Allowance allowance) {
        return allowance.dailyRuns().map(Object::toString).orElse("-");
    }

    static String describe(Allowance allowance) {
        return allowance.rateLimit().map(l -> l.text() + " events").orElse("any number of events") + ", "
                + allowance.dailyRuns().map(n -> n + " runs a day").orElse("any number of runs a day")
                + allowance.dailyTokens().map(n -> ", " + n + " tokens a day").orElse("");
    }
}
