/**
 * Signing in at an OpenID Connect provider: authorization code flow with PKCE, and what the ID token's claims allow here.
 * Tokens are checked by the library oauth2-oidc-sdk. May import access, config, outbound and secret.
 */
package io.jiraagent.access.oidc;
