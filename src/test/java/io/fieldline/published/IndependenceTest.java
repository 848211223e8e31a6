package io.fieldline.published;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ClassFileImporter;

class IndependenceTest {

    @Test
    void thisServerKnowsNothingOfFieldline() {
        noClasses().should()
                .dependOnClassesThat(resideInAPackage("io.fieldline..")
                        .and(DescribedPredicate.not(resideInAPackage("io.fieldline.published"))))
                .because("a mistake that both sides share is seen by neither: write it again from the published documents")
                .check(new ClassFileImporter().importPackages("io.fieldline.published"));
    }
}
