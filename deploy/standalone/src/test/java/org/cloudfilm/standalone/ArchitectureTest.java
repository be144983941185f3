package org.cloudfilm.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms of the house. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.cloudfilm");

    @Test
    void storage_knowsNobodyAboveIt() {
        noClasses().that().resideInAPackage("org.cloudfilm.storage..")
                .should().dependOnClassesThat().resideInAnyPackage("org.cloudfilm.gateway..", "org.cloudfilm.viewer..",
                        "org.cloudfilm.standalone..")
                .check(CODE);
    }

    @Test
    void gatewayAndViewer_doNotKnowEachOther() {
        noClasses().that().resideInAPackage("org.cloudfilm.gateway..")
                .should().dependOnClassesThat().resideInAnyPackage("org.cloudfilm.viewer..")
                .check(CODE);
        noClasses().that().resideInAnyPackage("org.cloudfilm.viewer..")
                .should().dependOnClassesThat().resideInAPackage("org.cloudfilm.gateway..")
                .check(CODE);
    }

    @Test
    void doors_doNotKnowHowTheyAreRun() {
        noClasses().that().resideInAnyPackage("org.cloudfilm.gateway..", "org.cloudfilm.viewer..")
                .should().dependOnClassesThat().resideInAPackage("org.cloudfilm.standalone..")
                .check(CODE);
    }

    @Test
    void storage_takesOnlyJdbcOfSpringAndNothingOfTheWeb() {
        noClasses().that().resideInAPackage("org.cloudfilm.storage..")
                .should().dependOnClassesThat(framework())
                .check(CODE);
    }

    @Test
    void dicomToolkit_isKnownInTwoPackagesOnly() {
        noClasses().that().resideOutsideOfPackages("org.cloudfilm.storage.film.dicom..", "org.cloudfilm.gateway.dimse..",
                        "org.cloudfilm.viewer.render..")
                .should().dependOnClassesThat().resideInAPackage("org.aoju..")
                .check(CODE);
    }

    @Test
    void nativeLibrary_isKnownInOnePackage_andDecodesInWorkersOnly() {
        noClasses().that().resideOutsideOfPackage("org.cloudfilm.viewer.render..")
                .should().dependOnClassesThat().resideInAPackage("org.opencv..")
                .check(CODE);
        noClasses().that().resideOutsideOfPackage("org.cloudfilm.viewer.render.worker..")
                .should().callMethodWhere(JavaCall.Predicates.target(HasOwner.Predicates.With.owner(
                                HasName.Predicates.name("org.opencv.imgcodecs.Imgcodecs")))
                        .and(JavaCall.Predicates.target(HasName.Predicates.nameMatching("imread|imdecode.*|dicom.*"))))
                .check(CODE);
    }

    @Test
    void objectStoreSdk_isKnownInOnePackageOnly() {
        noClasses().that().resideOutsideOfPackage("org.cloudfilm.storage.object..")
                .should().dependOnClassesThat().resideInAnyPackage("io.minio..", "okhttp3..")
                .check(CODE);
    }

    @Test
    void permits_areMadeByConsentOnly() {
        classes().that().haveSimpleNameEndingWith("Permit").and().resideInAPackage("org.cloudfilm.storage.consent..")
                .should(haveNoPublicConstructor())
                .check(CODE);
    }

    private static DescribedPredicate<JavaClass> framework() {
        return DescribedPredicate.describe("Spring beyond spring-jdbc and transactions, servlets or JSON binding", type ->
                type.getPackageName().startsWith("org.springframework")
                                && !type.getPackageName().startsWith("org.springframework.jdbc")
                                && !type.getPackageName().startsWith("org.springframework.dao")
                                && !type.getPackageName().startsWith("org.springframework.transaction")
                        || type.getPackageName().startsWith("jakarta.servlet")
                        || type.getPackageName().startsWith("tools.jackson"));
    }

    private static ArchCondition<JavaClass> haveNoPublicConstructor() {
        return new ArchCondition<>("have no public constructor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean open = type.getConstructors().stream().anyMatch(constructor ->
                        constructor.getModifiers().contains(JavaModifier.PUBLIC));
                events.add(new SimpleConditionEvent(
                        type, !open, type.getName() + (open ? " has" : " has no") + " public constructor"));
            }
        };
    }
}
