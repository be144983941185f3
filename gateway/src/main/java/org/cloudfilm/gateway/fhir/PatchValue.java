package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/** The value of a patch operation, made to fit the element it is for. */
final class PatchValue {

    private PatchValue() {}

    static BaseRuntimeChildDefinition child(IBase parent, String name, String path) throws FhirRejection {
        if (HapiForms.R4.getElementDefinition(parent.getClass())
                instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
            BaseRuntimeChildDefinition child = composite.getChildByName(name);
            child = child == null ? composite.getChildByName(name + "[x]") : child;
            if (child != null) {
                return child;
            }
        }
        throw FhirPathPatch.failed(path, "there is no element of that name");
    }

    /** A data type as given, or an element without a type of its own made of parts. */
    static IBase of(BaseRuntimeChildDefinition child, String name, ParametersParameterComponent given, String path)
            throws FhirRejection {
        if (given.hasValue()) {
            return fitted(child, name, given.getValue(), path);
        }
        BaseRuntimeElementDefinition<?> definition = child.getChildByName(name);
        if (definition == null || given.getPart().isEmpty()) {
            throw FhirPathPatch.failed(path, "the operation lacks a value");
        }
        IBase element = definition.newInstance(child.getInstanceConstructorArguments());
        for (ParametersParameterComponent part : given.getPart()) {
            BaseRuntimeChildDefinition inner = child(element, part.getName(), path);
            inner.getMutator().addValue(element, of(inner, part.getName(), part, path));
        }
        return element;
    }

    private static IBase fitted(BaseRuntimeChildDefinition child, String name, IBase value, String path)
            throws FhirRejection {
        if (child.getChildNameByDatatype(value.getClass()) != null && child.getChildByName(name) == null) {
            return value;
        }
        BaseRuntimeElementDefinition<?> definition = child.getChildByName(name);
        if (definition == null || definition.getImplementingClass().isInstance(value)
                && !(value instanceof IPrimitiveType<?>)) {
            return value;
        }
        IBase made = definition.newInstance(child.getInstanceConstructorArguments());
        if (made instanceof IPrimitiveType<?> primitive && value instanceof IPrimitiveType<?> from) {
            try {
                primitive.setValueAsString(from.getValueAsString());
            } catch (RuntimeException e) {
                throw FhirPathPatch.failed(path, "the value does not have the form of the element's type");
            }
            return made;
        }
        throw FhirPathPatch.failed(path, "the value is of another type than the element");
    }
}
