package org.cloudfilm.viewer.people;

import java.time.Clock;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.audit.DescribeObjects;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.AccessSettings;
import org.cloudfilm.storage.consent.book.AskConsent;
import org.cloudfilm.storage.consent.book.BreakGlass;
import org.cloudfilm.storage.consent.book.ConsentBook;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.person.PersonReview;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.viewer.ActorsConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Wires {@code /api/identity} and what patients and doctors agree upon: access requests, consents, broken glass, notices,
 * the trail. Needs from outside: the storage they speak to, from {@link DataSource} to {@link PersonReview}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    ActorsConfiguration.class,
    PeopleProblems.class,
    IdentityReviewController.class,
    DoctorPatientsController.class,
    AccessRequestController.class,
    ConsentController.class,
    BreakGlassController.class,
    NoticeController.class,
    TrailController.class
})
public class PeopleConfiguration {

    @Bean
    ReviewViews reviewViews(Hospitals hospitals, Actors actors) {
        return new ReviewViews(hospitals, actors);
    }

    @Bean
    AskConsent askConsent(
            DataSource dataSource, Notices notices, AuditTrail audit, AccessSettings settings, Clock clock) {
        return new AskConsent(dataSource, notices, audit, settings, clock);
    }

    @Bean
    ConsentBook consentBook(
            DataSource dataSource,
            RecordStore records,
            Notices notices,
            AuditTrail audit,
            AccessChanges changes,
            AccessSettings settings,
            Hospitals hospitals,
            Clock clock) {
        return new ConsentBook(dataSource, records, notices, audit, changes, settings, hospitals, clock);
    }

    @Bean
    BreakGlass breakGlass(
            DataSource dataSource, Notices notices, AuditTrail audit, AccessChanges changes, Clock clock) {
        return new BreakGlass(dataSource, notices, audit, changes, clock);
    }

    @Bean
    Family family(DataSource dataSource, Clock clock) {
        return new Family(dataSource, clock);
    }

    @Bean
    TrailViews trailViews(Actors actors, DataSource dataSource, Family family, Hospitals hospitals) {
        return new TrailViews(actors, new DescribeObjects(dataSource), family, hospitals);
    }

    @Bean
    WebMvcConfigurer rememberActors(Actors actors) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RememberActors(actors)).addPathPatterns("/api/**");
            }
        };
    }
}
