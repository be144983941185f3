package org.cloudfilm.standalone.node;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who this process is to the others.
 *
 * @param name    stays the same over restarts on the same data directory
 * @param address where the others reach it
 */
@ConfigurationProperties("cloudfilm.node")
public record NodeSettings(String name, URI address) {

    public NodeSettings {
        if (name == null || !name.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new IllegalArgumentException("cloudfilm.node.name must be 1 to 60 letters, digits, dots or hyphens");
        }
        if (address == null || address.getHost() == null || !address.getScheme().matches("https?")) {
            throw new IllegalArgumentException("cloudfilm.node.address must be http(s)://host:port");
        }
    }
}
