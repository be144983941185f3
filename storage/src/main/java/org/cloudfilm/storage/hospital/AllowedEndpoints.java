package org.cloudfilm.storage.hospital;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where this server may be told to call. A host is reached by its name if the name is listed, or by its address if a
 * listed network has it. Networks that are not the public internet (loopback, private, link-local and the like) are
 * reached only if listed, whatever name leads there: a subscription must not make this server call its own neighbours.
 */
public final class AllowedEndpoints {

    public static final AllowedEndpoints NONE = new AllowedEndpoints(List.of());

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    /** RFC 6890 and its registries, and ways to write one address as another's. */
    private static final List<Network> NOT_PUBLIC = List.of(
                    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
                    "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3", "::/96", "64:ff9b::/96",
                    "64:ff9b:1::/48", "2001::/32", "2002::/16", "fc00::/7", "fe80::/9", "ff00::/8")
            .stream()
            .map(Network::parse)
            .toList();

    private final List<String> entries;
    private final List<String> names = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();

    /**
     * @param entries host names ({@code *.} before one means all below it), addresses, networks in CIDR notation
     * @throws IllegalArgumentException when one is none of these
     */
    public AllowedEndpoints(Collection<String> entries) {
        this.entries = List.copyOf(entries);
        for (String entry : this.entries) {
            String text = entry.strip().toLowerCase(Locale.ROOT);
            if (address(text).isPresent() || text.indexOf('/') >= 0) {
                networks.add(Network.parse(text));
            } else if (NAME.matcher(text).matches()) {
                names.add(text);
            } else {
                throw new IllegalArgumentException("neither a host name nor a network: " + entry);
            }
        }
    }

    /** Whether a host may be named, before anything is looked up. @param host as in a URL */
    public boolean hasHost(String host) {
        String text = bare(host);
        return address(text)
                .map(this::inNetworks)
                .orElseGet(() -> names.stream().anyMatch(name -> name.startsWith("*.")
                        ? text.endsWith(name.substring(1))
                        : text.equals(name)));
    }

    /** Whether an address may be called that a host, which may be named, was found to have. */
    public boolean hasAddress(InetAddress address) {
        return inNetworks(address) || NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
    }

    private boolean inNetworks(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static String bare(String host) {
        String text = host.toLowerCase(Locale.ROOT);
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AllowedEndpoints that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
