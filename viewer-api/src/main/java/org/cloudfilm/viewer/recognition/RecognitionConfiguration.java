package org.cloudfilm.viewer.recognition;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.record.exam.PatientExams;
import org.cloudfilm.storage.visit.Visits;
import org.cloudfilm.viewer.ActorsConfiguration;
import org.cloudfilm.viewer.exam.ExamConfiguration;
import org.cloudfilm.viewer.exam.ExamItems;
import org.cloudfilm.viewer.exam.Standings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Wires {@code /cds-services}, the doctor's timeline and decisions, and their statistics. Needs from outside:
 * {@link DataSource}, {@link Access}, {@link AuditTrail} and {@link Hospitals}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecognitionProperties.class)
@Import({
    ActorsConfiguration.class,
    ExamConfiguration.class,
    RecognitionConfiguration.Parts.class,
    CdsController.class,
    TimelineController.class,
    DecisionController.class,
    MyRecognitions.class,
    StatisticsController.class,
    ProblemAdvice.class
})
public class RecognitionConfiguration {

    /** Before the security chain, which knows nothing of preflights. Browsers are told whatever becomes of the call. */
    private static final int BEFORE_SECURITY = -110;

    @Bean
    FilterRegistrationBean<CorsFilter> cdsCors(RecognitionProperties settings) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.corsOrigins());
        cors.setAllowedMethods(List.of("GET", "POST", "OPTIONS"));
        cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "Accept", "Accept-Language"));
        cors.setExposedHeaders(List.of("Origin", "Accept", "Content-Location", "Location", "X-Requested-With"));
        cors.setMaxAge(3600L);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/cds-services/**", cors);
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(new CorsFilter(source));
        registration.addUrlPatterns("/cds-services", "/cds-services/*");
        registration.setOrder(BEFORE_SECURITY);
        return registration;
    }

    @Bean
    CdsAuthentication cdsAuthentication(
            RecognitionProperties settings,
            DataSource dataSource,
            ObjectProvider<Clock> clock,
            @Value("${cloudfilm.public-url:http://localhost:8080}") String publicUrl) {
        return new CdsAuthentication(
                new CdsClients(settings, new SeenTokens(dataSource), clock.getIfAvailable(Clock::systemUTC)), publicUrl);
    }

    @Bean
    Decisions decisions(DataSource dataSource) {
        return new Decisions(dataSource);
    }

    /** The services behind the controllers. */
    @Configuration(proxyBeanMethods = false)
    static class Parts {

        private final DataSource dataSource;
        private final Clock clock;
        private final TransactionOperations transaction;

        Parts(DataSource dataSource, ObjectProvider<Clock> clock) {
            this.dataSource = dataSource;
            this.clock = clock.getIfAvailable(Clock::systemUTC);
            this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        }

        @Bean
        PatientExams patientExams() {
            return new PatientExams(dataSource);
        }

        @Bean
        Priors priors(Access access, PatientExams exams, ExamItems items) {
            return new Priors(access, exams, items);
        }

        @Bean
        AssessPrior assessPrior(ExamItems items, Standings standings) {
            return new AssessPrior(items, standings);
        }

        @Bean
        OrderCosts orderCosts() {
            return new OrderCosts(dataSource);
        }

        @Bean
        Decide decide(
                Access access,
                PatientExams exams,
                Priors priors,
                AssessPrior assess,
                ExamItems items,
                Decisions decisions,
                AuditTrail audit,
                OrderCosts costs) {
            Consequences consequences = new Consequences(
                    new JdbcOutbox(dataSource), new Notices(dataSource, clock), audit, costs, clock);
            return new Decide(
                    access, exams, priors, assess, items, new PatientRecords(dataSource), decisions, consequences,
                    transaction, clock);
        }

        @Bean
        PatientTimeline patientTimeline(
                PatientExams exams,
                Priors priors,
                AssessPrior assess,
                ExamItems items,
                Decisions decisions,
                OrderCosts costs,
                Actors actors,
                Hospitals hospitals) {
            return new PatientTimeline(exams, priors, assess, items, decisions, costs, actors, hospitals, clock);
        }

        @Bean
        OpenReport openReport(Access access, PatientExams exams, ExamItems items, Hospitals hospitals) {
            return new OpenReport(
                    access, exams, items, new Openings(dataSource), new Visits(dataSource), hospitals, clock);
        }

        @Bean
        Citation citation(Priors priors, PatientExams exams, Hospitals hospitals) {
            return new Citation(priors, exams, new PatientRecords(dataSource), hospitals);
        }

        @Bean
        IssuedCards issuedCards() {
            return new IssuedCards(dataSource);
        }

        @Bean
        Advise advise(
                Priors priors,
                AssessPrior assess,
                ExamItems items,
                Decisions decisions,
                IssuedCards issued,
                Hospitals hospitals,
                @Value("${cloudfilm.public-url:http://localhost:8080}") String publicUrl) {
            return new Advise(
                    new PatientRecords(dataSource), priors, assess, items, decisions,
                    new WriteCards(hospitals, publicUrl), issued, clock);
        }

        @Bean
        CdsFeedback cdsFeedback(IssuedCards cards, Decide decide) {
            return new CdsFeedback(cards, decide, dataSource, transaction, clock);
        }

        @Bean
        Statistics statistics() {
            return new Statistics(dataSource);
        }
    }
}
