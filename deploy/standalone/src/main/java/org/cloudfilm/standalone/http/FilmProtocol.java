package org.cloudfilm.standalone.http;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 as Tomcat speaks it, over {@link FilmEndpoint}. Tomcat makes it by its name. */
public final class FilmProtocol extends Http11NioProtocol {

    public FilmProtocol() {
        super(new FilmEndpoint());
    }
}
