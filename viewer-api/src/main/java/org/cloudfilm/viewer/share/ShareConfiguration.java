package org.cloudfilm.viewer.share;

import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.LinkContents;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.share.ShareOpenings;
import org.cloudfilm.storage.share.Shares;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Wires {@code /api/shares} and {@code /shl}. Needs from outside what the parameters say; {@code /shl} must be let through
 * without a token.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShareProperties.class)
@Import({SharesController.class, ShlController.class})
public class ShareConfiguration {

    @Bean
    ShareSettings shareSettings(ShareProperties properties, @Value("${cloudfilm.public-url}") String publicUrl) {
        return properties.settings(publicUrl);
    }

    @Bean
    Shares shares(DataSource dataSource, AuditTrail audit, AccessChanges changes, Clock clock) {
        return new Shares(dataSource, audit, changes, clock);
    }

    @Bean
    MakeLink makeLink(Access access, Shares shares, ShareSettings settings, Clock clock) {
        SecureRandom random = new SecureRandom();
        return new MakeLink(access, shares, new Passcodes(settings.rounds(), random), settings, random, clock);
    }

    @Bean
    OpenLink openLink(
            DataSource dataSource,
            AuditTrail audit,
            AccessChanges changes,
            Access access,
            FilmReader films,
            RecordStore records,
            ObjectStore objects,
            LinkContents links,
            ShareSettings settings,
            Clock clock) {
        ReadShared shared = new ReadShared(access, films, records, new WholeRecord(objects), links, settings, clock);
        return new OpenLink(
                new ShareOpenings(dataSource, audit, changes, new Notices(dataSource, clock), clock),
                new LinkFiles(shared, settings, new SecureRandom(), clock));
    }
}
