package io.jiraagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jiraagent.outbound.AddressKind;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentUrlGuardTest {
    private static final Map<String, String[]> NAMES = Map.of(
            "public.example", new String[] {"93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"},
            "home.example", new String[] {"127.0.0.1"},
            "half.example", new String[] {"93.184.215.14", "10.0.0.7"},
            "metadata.example", new String[] {"169.254.169.254"});

    private final AgentUrlGuard strict = guard(false, false);

    private static AgentUrlGuard guard(boolean allowPrivateNetworks, boolean allowLoopback) {
        return new AgentUrlGuard(allowPrivateNetworks, allowLoopback, AgentUrlGuardTest::resolve);
    }

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.endsWith(".example") && !NAMES.containsKey(host)) {
            throw new UnknownHostException(host);
        }
        String[] literals = NAMES.getOrDefault(host, new String[] {host});
        InetAddress[] addresses = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            addresses[i] = InetAddress.getByName(literals[i]);
        }
        return addresses;
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.128.0.0, PUBLIC",
        "192.167.1.1, PUBLIC",
        "223.255.255.255, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "2002:808:808::1, PUBLIC",
        "64:ff9b::808:808, PUBLIC",
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "::1, LOOPBACK",
        "2002:7f00:1::1, LOOPBACK",
        "64:ff9b::7f00:1, LOOPBACK",
        "10.0.0.0, PRIVATE",
        "10.255.255.255, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.0.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "fc00::1, PRIVATE",
        "fdff::1, PRIVATE",
        "2002:a00:1::, PRIVATE",
        "64:ff9b::192.168.0.1, PRIVATE",
        "0.0.0.0, SPECIAL",
        "0.1.2.3, SPECIAL",
        "169.254.0.1, SPECIAL",
        "169.254.169.254, SPECIAL",
        "100.100.100.200, SPECIAL",
        "192.0.0.1, SPECIAL",
        "192.0.2.1, SPECIAL",
        "198.18.0.1, SPECIAL",
        "198.19.255.255, SPECIAL",
        "198.51.100.1, SPECIAL",
        "203.0.113.1, SPECIAL",
        "224.0.0.1, SPECIAL",
        "239.255.255.255, SPECIAL",
        "240.0.0.1, SPECIAL",
        "255.255.255.255, SPECIAL",
        "::, SPECIAL",
        "::7f00:1, SPECIAL",
        "fe80::1, SPECIAL",
        "febf::1, SPECIAL",
        "fec0::1, SPECIAL",
        "ff02::1, SPECIAL",
        "fd00:ec2::254, SPECIAL",
        "2001::1, SPECIAL",
        "2001:db8::1, SPECIAL",
        "64:ff9b:1::1, SPECIAL",
        "100::1, SPECIAL",
        "2002:a9fe:a9fe::, SPECIAL",
    })
    void knowsWhatAnAddressIsGoodFor(String address, AddressKind kind) throws UnknownHostException {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"7f000001, LOOPBACK", "0a000001, PRIVATE", "a9fea9fe, SPECIAL", "08080808, PUBLIC"})
    void seesTheIpv4AddressInItsMappedForm(String ipv4, AddressKind kind) throws UnknownHostException {
        byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff" + ipv4);

        assertThat(AddressKind.of(Inet6Address.getByAddress("x", mapped, 0))).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://public.example",
                "http://public.example:8080/hook?key=a%20b",
                "HTTPS://PUBLIC.example/",
                "https://8.8.8.8/x",
                "https://[2606:4700::1111]/x",
            })
    void takesPublicAddresses(String url) {
        AgentUrlGuard caseless =
                new AgentUrlGuard(false, false, host -> resolve(host.toLowerCase(java.util.Locale.ROOT)));

        assertThatCode(() -> caseless.check(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://home.example/ | a loopback address",
                "http://half.example/ | a private address",
                "http://metadata.example/ | link-local",
                "http://127.1/ | no usable host name",
                "http://2130706433/ | a loopback address",
                "http://[::ffff:127.0.0.1]/ | a loopback address",
                "http://[fe80::1%25lo]/ | no usable host name",
                "http://0/ | reserved",
            })
    void refusesWhereANameOrNumberLeads(String url, String why) {
        assertThatThrownBy(() -> strict.check(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null | is empty",
                "'' | is empty",
                "' ' | is empty",
                "/hook | begins neither with http",
                "public.example | begins neither with http",
                "ftp://public.example/ | begins neither with http",
                "file:///etc/passwd | begins neither with http",
                "jar:http://public.example!/ | begins neither with http",
                "http:public.example | no usable host name",
                "http:///hook | no usable host name",
                "http://user:secret@public.example/ | holds a user name or password",
                "http://@public.example/ | holds a user name or password",
                "http://public.example\\@home.example/ | valid URL",
                "http://under_score.example/ | no usable host name",
                "http://public.example:99999/ | no usable port",
                "http://public.example:0/ | no usable port",
                "http://public.example/#part | fragment",
                "http://public.example/{{env:SECRET}} | valid URL",
                "http://public.example/a b | valid URL",
            })
    void refusesWhatIsNoUsableUrl(String url, String why) {
        assertThatThrownBy(() -> strict.check(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContainingAny("secret", "SECRET", "hook");
    }

    @Test
    void refusesEndlessUrls() {
        assertThatThrownBy(() -> strict.check("http://public.example/" + "x".repeat(2000)))
                .hasMessageContaining("longer than 2000");
    }

    @Test
    void letsThroughANameThatCannotBeResolvedYet() {
        assertThatCode(() -> strict.check("http://tomorrow.example/")).doesNotThrowAnyException();
        assertThatThrownBy(() -> strict.resolve("tomorrow.example")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void handsOutTheAddressesThatItChecked() throws UnknownHostException {
        assertThat(strict.resolve("public.example")).containsExactly(resolve("public.example"));
    }

    @Test
    void allowsWhatIsConfigured() {
        AgentUrlGuard local = guard(false, true);
        AgentUrlGuard inside = guard(true, false);

        assertThatCode(() -> local.check("http://127.0.0.1/")).doesNotThrowAnyException();
        assertThatThrownBy(() -> local.check("http://10.0.0.1/"))
                .hasMessageContaining("agent.allow-private-networks=true");
        assertThatCode(() -> inside.check("http://half.example/")).doesNotThrowAnyException();
        assertThatCode(() -> inside.check("http://[::1]/")).doesNotThrowAnyException();
        assertThatThrownBy(() -> inside.check("http://metadata.example/")).hasMessageNotContaining("allow-private");
    }
}
