package io.jiraagent.access.oidc;

/** Somebody could not be signed in. The message is for them; it holds nothing that the provider or a token said. */
public final class OidcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final int status;

    private OidcException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Of the answer to the browser. */
    public int status() {
        return status;
    }

    /** The answer does not belong to a sign-in that was begun in this browser a moment ago, or is used up. */
    static OidcException notBegunHere() {
        return new OidcException(
                UNAUTHORIZED,
                "This sign-in was not begun in this browser, has been used, or took too long. Begin again.",
                null);
    }

    /** @param cause what is wrong with the provider's answer; for the log */
    static OidcException refused(Throwable cause) {
        return new OidcException(
                UNAUTHORIZED,
                "The provider's answer is not valid, so nobody was signed in. Begin again; if that does not help, the log"
                        + " says why.",
                cause);
    }

    /** @param code as of the provider's error answer, letters and underscores */
    static OidcException declined(String code) {
        return new OidcException(UNAUTHORIZED, "The provider did not sign you in (" + code + ").", null);
    }

    static OidcException noAccess() {
        return new OidcException(
                FORBIDDEN,
                "The provider knows you, but no role here is meant for you. Ask an administrator; the setting oidc.roles"
                        + " says who may do what.",
                null);
    }

    static OidcException unavailable(Throwable cause) {
        return new OidcException(
                UNAVAILABLE,
                "The provider cannot be asked at the moment. Try again soon, or sign in with a token.",
                cause);
    }
}
