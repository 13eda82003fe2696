/**
 * The seam between Camel and the rest: processors, error policies, the HTTP server, the binding of beans to the names
 * that the YAML routes use. The only package that touches Camel's routing API.
 */
package io.jiraagent.routing;
