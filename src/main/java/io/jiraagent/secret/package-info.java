/** Keys and secrets: encryption at rest (Fernet), key derivation, hashing of tokens. Imports nothing of the project. */
package io.jiraagent.secret;
