/** How good the Ticket Enhancer is: the tickets of {@code bench/quality}, read by the product and compared with readers. */
package io.jiraagent.quality;
