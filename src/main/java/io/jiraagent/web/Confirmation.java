package io.jiraagent.web;

/**
 * What somebody is asked before something changes.
 *
 * @param question names what is to be changed
 * @param consequence what will happen then
 * @param button the answer that has it done: a verb, and how many if that is more than one
 * @param grave it cannot be taken back, so that the other answer is offered first
 * @param back where the other answer leads: a path of this server
 */
public record Confirmation(String question, String consequence, String button, boolean grave, String back) {
    /** Of what can be taken back. */
    public static Confirmation of(String question, String consequence, String button, String back) {
        return new Confirmation(question, consequence, button, false, back);
    }

    /** Of what cannot be taken back. */
    public static Confirmation grave(String question, String consequence, String button, String back) {
        return new Confirmation(question, consequence, button, true, back);
    }
}
