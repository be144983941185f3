package org.cloudfilm.storage.hospital;

import java.net.InetAddress;

/** An IP network in CIDR notation (RFC 4632, RFC 4291 section 2.3); a plain address is a network of one. */
record Network(byte[] prefix, int bits) {

    static Network parse(String cidr) {
        int slash = cidr.indexOf('/');
        try {
            // ofLiteral never asks a name server
            byte[] prefix = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash)).getAddress();
            int bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
            if (bits < 0 || bits > prefix.length * 8) {
                throw new IllegalArgumentException("prefix length out of range");
            }
            return new Network(prefix, bits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a network in CIDR notation: " + cidr, e);
        }
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != prefix.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> i % 8;
            if ((prefix[i / 8] & mask) != (other[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
