package org.cloudfilm.standalone.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.cloudfilm.storage.film.PackId;
import org.cloudfilm.storage.film.SegmentSource;
import org.springframework.dao.DataAccessException;

/** Asks the processes that hold segments, over HTTP. Thread safe. */
public final class RemoteSegments implements SegmentSource {

    static final String ROOT = "/internal/segments/";

    private static final int CONNECT_MILLIS = 2000;
    private static final int READ_MILLIS = 10_000;

    private final NodeRegister nodes;
    private final NodeSettings self;
    private final NodeSignature signature;

    RemoteSegments(NodeRegister nodes, NodeSettings self, NodeSignature signature) {
        this.nodes = nodes;
        this.self = self;
        this.signature = signature;
    }

    @Override
    public Optional<InputStream> open(PackId pack, Part part, long offset, long length) throws IOException {
        Optional<URI> holder = holder(pack).filter(address -> !address.equals(self.address()));
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        String target = ROOT + pack + "?part=" + part.name().toLowerCase(Locale.ROOT) + "&offset=" + offset + "&length=" + length;
        HttpURLConnection http = (HttpURLConnection) holder.get().resolve(target).toURL().openConnection();
        http.setConnectTimeout(CONNECT_MILLIS);
        http.setReadTimeout(READ_MILLIS);
        http.setInstanceFollowRedirects(false);
        http.setRequestProperty("Authorization", signature.header(target));
        return switch (http.getResponseCode()) {
            case HttpURLConnection.HTTP_OK -> whole(http, length);
            case HttpURLConnection.HTTP_NOT_FOUND -> {
                http.disconnect();
                yield Optional.empty();
            }
            default -> {
                http.disconnect();
                throw new IOException("the process that holds pack " + pack + " answered " + http.getResponseCode());
            }
        };
    }

    private static Optional<InputStream> whole(HttpURLConnection http, long length) throws IOException {
        if (http.getContentLengthLong() != length) {
            http.disconnect();
            throw new IOException("a segment's range came with another length");
        }
        return Optional.of(http.getInputStream());
    }

    private Optional<URI> holder(PackId pack) throws IOException {
        try {
            return nodes.holder(pack);
        } catch (DataAccessException e) {
            throw new IOException("who holds pack " + pack + " cannot be found out", e);
        }
    }
}
