package io.jiraagent.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What an IP address is good for, after the IANA registries of special-purpose
 * <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a> and
 * <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a> addresses.
 */
public enum AddressKind {
    PUBLIC("a public address"),
    LOOPBACK("a loopback address"),
    PRIVATE("a private address"),
    /** Link-local (clouds hand out credentials there), multicast, unspecified, reserved. */
    SPECIAL("a link-local, multicast or reserved address");

    private static final int IPV4_BYTES = 4;

    /** The first that matches decides. */
    private static final List<Range> RANGES = List.of(
            range("127.0.0.0/8", LOOPBACK),
            range("100.100.100.200/32", SPECIAL), // a cloud's metadata service in a private range
            range("10.0.0.0/8", PRIVATE),
            range("172.16.0.0/12", PRIVATE),
            range("192.168.0.0/16", PRIVATE),
            range("100.64.0.0/10", PRIVATE),
            range("0.0.0.0/8", SPECIAL),
            range("169.254.0.0/16", SPECIAL),
            range("192.0.0.0/24", SPECIAL),
            range("192.0.2.0/24", SPECIAL),
            range("192.88.99.0/24", SPECIAL),
            range("198.18.0.0/15", SPECIAL),
            range("198.51.100.0/24", SPECIAL),
            range("203.0.113.0/24", SPECIAL),
            range("224.0.0.0/3", SPECIAL),
            range("::1/128", LOOPBACK),
            range("fd00:ec2::254/128", SPECIAL), // a cloud's metadata service in a private range
            range("fc00::/7", PRIVATE),
            range("2001::/23", SPECIAL),
            range("2001:db8::/32", SPECIAL),
            range("3fff::/20", SPECIAL),
            range("2000::/3", PUBLIC),
            range("::/0", SPECIAL));

    /** IPv6 forms of an IPv4 address: mapped, NAT64, 6to4. */
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding("00000000000000000000ffff", 12),
            new Embedding("0064ff9b0000000000000000", 12),
            new Embedding("2002", 2));

    private final String description;

    AddressKind(String description) {
        this.description = description;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Range(byte[] prefix, int bits, AddressKind kind) {}

    /** @param offset of the IPv4 address in an IPv6 address with this prefix */
    private record Embedding(String hexPrefix, int offset) {}

    /** For messages: {@code a private address}. */
    public String description() {
        return description;
    }

    public static AddressKind of(InetAddress address) {
        return of(address.getAddress());
    }

    private static AddressKind of(byte[] address) {
        for (Embedding embedding : EMBEDDINGS) {
            if (address.length > IPV4_BYTES && HexFormat.of().formatHex(address).startsWith(embedding.hexPrefix())) {
                return of(Arrays.copyOfRange(address, embedding.offset(), embedding.offset() + IPV4_BYTES));
            }
        }
        return RANGES.stream()
                .filter(r -> startsWith(address, r.prefix(), r.bits()))
                .map(Range::kind)
                .findFirst()
                .orElse(PUBLIC);
    }

    private static boolean startsWith(byte[] address, byte[] prefix, int bits) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((address[bit / Byte.SIZE] ^ prefix[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Range range(String cidr, AddressKind kind) {
        int slash = cidr.indexOf('/');
        try {
            byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
            return new Range(prefix, Integer.parseInt(cidr.substring(slash + 1)), kind);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(cidr, e);
        }
    }
}
