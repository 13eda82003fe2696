/** How the program asks others over HTTP: at which addresses, and with which care. Imports no other package. */
package io.jiraagent.outbound;
