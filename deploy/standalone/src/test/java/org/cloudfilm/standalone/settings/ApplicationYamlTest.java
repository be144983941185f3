package org.cloudfilm.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** {@code application.yaml} is the one page of settings: it names all there are, and no others. */
class ApplicationYamlTest {

    /** {@code Doors} and {@code WithSimulators} ask for them before there are beans. */
    private static final Set<String> READ_BY_CONDITIONS =
            Set.of("cloudfilm.doors", "cloudfilm.settlement.simulators", "cloudfilm.settlement.simulators-port");

    @Test
    void page_settings_areAllThereAre() throws IOException {
        Set<String> settings = propertyRecords()
                .flatMap(type -> settings(type.getAnnotation(ConfigurationProperties.class).value(), type))
                .collect(Collectors.toCollection(TreeSet::new));
        settings.addAll(READ_BY_CONDITIONS);
        Set<String> page = page();

        assertThat(settings)
                .filteredOn(setting -> page.stream().noneMatch(line -> isOf(setting, line)))
                .as("settings that are not on the page")
                .isEmpty();
        assertThat(page)
                .filteredOn(line -> line.startsWith("cloudfilm.")
                        && settings.stream().noneMatch(setting -> isOf(setting, line)))
                .as("lines of the page that set nothing")
                .isEmpty();
    }

    private static boolean isOf(String setting, String line) {
        return line.equals(setting) || line.startsWith(setting + "[") || line.startsWith(setting + ".");
    }

    /** Names of a record's settings; a record within is asked for its own, a list or map is one setting. */
    private static Stream<String> settings(String prefix, Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .flatMap(field -> {
                    String name = prefix + "." + name(field);
                    return field.getType().isRecord() ? settings(name, field.getType()) : Stream.of(name);
                });
    }

    private static String name(Field component) {
        Name given = component.getAnnotation(Name.class);
        return given != null ? given.value() : component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Stream<Class<?>> propertyRecords() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("org.cloudfilm").stream().map(found -> {
            try {
                return Class.forName(found.getBeanClassName());
            } catch (ClassNotFoundException e) {
                throw new LinkageError(found.getBeanClassName(), e);
            }
        });
    }

    private static Set<String> page() throws IOException {
        var source = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
                .load("page", new ClassPathResource("application.yaml")).getFirst();
        return Set.of(source.getPropertyNames());
    }
}
