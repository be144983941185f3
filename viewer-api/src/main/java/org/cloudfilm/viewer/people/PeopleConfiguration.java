package org.cloudfilm.viewer.people;

import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.person.PersonReview;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires {@code /api/identity}. Needs from outside: {@link PersonReview} and {@link Hospitals}. */
@Configuration(proxyBeanMethods = false)
@Import(IdentityReviewController.class)
public class PeopleConfiguration {

    @Bean
    ReviewViews reviewViews(Hospitals hospitals) {
        return new ReviewViews(hospitals);
    }
}
