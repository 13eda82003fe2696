package io.jiraagent.database;

import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Random keys that all instances share: made by whichever comes first, kept encrypted in the database. */
public final class ServerKeys {
    private final JdbcClient jdbc;
    private final Keyring keyring;

    public ServerKeys(JdbcClient jdbc, Keyring keyring) {
        this.jdbc = jdbc;
        this.keyring = keyring;
    }

    /**
     * @param name what the key is for
     * @return 32 bytes, the same for ever and for all
     */
    public byte[] key(String name) {
        jdbc.sql("INSERT INTO server_keys (name, key_encrypted) VALUES (:name, :key) ON CONFLICT DO NOTHING")
                .param("name", name)
                .param("key", keyring.encrypt(Hashes.randomSecret()))
                .update();
        String encrypted = jdbc.sql("SELECT key_encrypted FROM server_keys WHERE name = :name")
                .param("name", name)
                .query(String.class)
                .single();
        return Base64.getDecoder().decode(keyring.decrypt(encrypted));
    }
}
