package org.cloudfilm.gateway.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import ca.uhn.fhir.parser.DataFormatException;
import java.util.Arrays;
import java.util.List;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/** FHIRPath Patch (FHIR R4 section 3.1.0.6.3): operations in Parameters, carried out on HAPI's objects. */
final class FhirPathPatch {

    private final IBaseResource resource;

    private FhirPathPatch(IBaseResource resource) {
        this.resource = resource;
    }

    static byte[] apply(byte[] content, Content patch) throws FhirRejection {
        Parameters operations = parameters(patch);
        FhirPathPatch patching = new FhirPathPatch(HapiForms.resource(content));
        for (ParametersParameterComponent operation : operations.getParameter()) {
            if (!"operation".equals(operation.getName())) {
                throw FhirRejection.badRequest("Parameters.parameter.name", "each parameter of a patch is an operation");
            }
            patching.run(operation);
        }
        return HapiForms.json(patching.resource);
    }

    private static Parameters parameters(Content patch) throws FhirRejection {
        try {
            byte[] json = Arrays.copyOfRange(patch.bytes(), patch.offset(), patch.offset() + patch.length());
            if (HapiForms.resource(json) instanceof Parameters parameters) {
                return parameters;
            }
        } catch (DataFormatException e) {
            throw FhirRejection.of(400, "structure", "", "the patch is no resource of FHIR");
        }
        throw FhirRejection.badRequest("", "a FHIRPath Patch is a Parameters resource");
    }

    private void run(ParametersParameterComponent operation) throws FhirRejection {
        switch (text(operation, "type")) {
            case "add" -> add(operation);
            case "insert" -> insert(operation);
            case "delete" -> delete(text(operation, "path"));
            case "replace" -> replace(operation);
            case "move" -> move(operation);
            default -> throw FhirRejection.badRequest(
                    "Parameters.parameter.part", "an operation is add, insert, delete, replace or move");
        }
    }

    private void add(ParametersParameterComponent operation) throws FhirRejection {
        String path = text(operation, "path");
        IBase parent = single(path);
        BaseRuntimeChildDefinition child = PatchValue.child(parent, text(operation, "name"), path);
        IBase value = PatchValue.of(child, text(operation, "name"), part(operation, "value"), path);
        if (child.getMax() == 1) {
            child.getMutator().setValue(parent, value);
        } else {
            child.getMutator().addValue(parent, value);
        }
    }

    private void insert(ParametersParameterComponent operation) throws FhirRejection {
        String path = text(operation, "path");
        int index = number(operation, "index");
        int dot = path.lastIndexOf('.');
        if (dot < 0) {
            throw failed(path, "the path of an insert names a list");
        }
        IBase parent = single(path.substring(0, dot));
        String name = path.substring(dot + 1);
        BaseRuntimeChildDefinition child = PatchValue.child(parent, name, path);
        List<IBase> list = list(child, parent, path);
        IBase value = PatchValue.of(child, name, part(operation, "value"), path);
        if (index > list.size()) {
            throw failed(path, "there is no such position in the list");
        }
        if (list.isEmpty()) {
            child.getMutator().addValue(parent, value);
        } else {
            list.add(index, value);
        }
    }

    /** Deleting what is not there changes nothing. */
    private void delete(String path) throws FhirRejection {
        List<IBase> found = find(path);
        if (found.size() > 1) {
            throw failed(path, "the path leads to several elements");
        }
        if (!found.isEmpty()) {
            Place place = place(found.getFirst(), path);
            if (place.child.getMax() == 1) {
                place.child.getMutator().setValue(place.parent, null);
            } else {
                place.child.getMutator().remove(place.parent, place.index);
            }
        }
    }

    private void replace(ParametersParameterComponent operation) throws FhirRejection {
        String path = text(operation, "path");
        Place place = place(single(path), path);
        IBase value = PatchValue.of(place.child, place.name, part(operation, "value"), path);
        if (place.child.getMax() == 1) {
            place.child.getMutator().setValue(place.parent, value);
        } else {
            list(place.child, place.parent, path).set(place.index, value);
        }
    }

    private void move(ParametersParameterComponent operation) throws FhirRejection {
        String path = text(operation, "path");
        List<IBase> found = find(path);
        int source = number(operation, "source");
        int destination = number(operation, "destination");
        if (source >= found.size() || destination >= found.size()) {
            throw failed(path, "there is no such position in the list");
        }
        Place place = place(found.getFirst(), path);
        List<IBase> list = list(place.child, place.parent, path);
        list.add(destination, list.remove(source));
    }

    private List<IBase> find(String path) throws FhirRejection {
        PatchPath.require(path);
        try {
            return HapiForms.R4.newFhirPath().evaluate(resource, path, IBase.class);
        } catch (FhirPathExecutionException e) {
            throw FhirRejection.badRequest(path, "the path is no FHIRPath that leads into this resource");
        }
    }

    private IBase single(String path) throws FhirRejection {
        List<IBase> found = find(path);
        if (found.size() != 1) {
            throw failed(path, found.isEmpty() ? "the path leads nowhere" : "the path leads to several elements");
        }
        return found.getFirst();
    }

    /** Where an element hangs in the tree. */
    private record Place(IBase parent, BaseRuntimeChildDefinition child, String name, int index) {}

    private Place place(IBase element, String path) throws FhirRejection {
        Place place = placeBelow(resource, element);
        if (place == null) {
            throw failed(path, "this element cannot be changed");
        }
        return place;
    }

    private static Place placeBelow(IBase parent, IBase element) {
        BaseRuntimeElementDefinition<?> definition = HapiForms.R4.getElementDefinition(parent.getClass());
        if (!(definition instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
            return null;
        }
        for (BaseRuntimeChildDefinition child : composite.getChildrenAndExtension()) {
            List<IBase> values = child.getAccessor().getValues(parent);
            for (int i = 0; i < values.size(); i++) {
                IBase value = values.get(i);
                if (value == element) {
                    return new Place(parent, child, child.getChildNameByDatatype(value.getClass()), i);
                }
                Place below = value == null ? null : placeBelow(value, element);
                if (below != null) {
                    return below;
                }
            }
        }
        return null;
    }

    /** The list itself, to be changed in place. */
    private static List<IBase> list(BaseRuntimeChildDefinition child, IBase parent, String path) throws FhirRejection {
        if (child.getMax() == 1) {
            throw failed(path, "the element is no list");
        }
        return child.getAccessor().getValues(parent);
    }

    static ParametersParameterComponent part(ParametersParameterComponent of, String name) throws FhirRejection {
        for (ParametersParameterComponent part : of.getPart()) {
            if (name.equals(part.getName())) {
                return part;
            }
        }
        throw FhirRejection.badRequest("Parameters.parameter.part", "an operation of a patch lacks its " + name);
    }

    private static String text(ParametersParameterComponent operation, String name) throws FhirRejection {
        if (part(operation, name).getValue() instanceof IPrimitiveType<?> primitive && primitive.hasValue()) {
            return primitive.getValueAsString();
        }
        throw FhirRejection.badRequest("Parameters.parameter.part", "an operation of a patch lacks its " + name);
    }

    private static int number(ParametersParameterComponent operation, String name) throws FhirRejection {
        String text = text(operation, name);
        int number = Versions.number(text);
        if (number == 0 && !text.equals("0")) {
            throw FhirRejection.badRequest("Parameters.parameter.part", name + " is a number from 0");
        }
        return number;
    }

    static FhirRejection failed(String path, String text) {
        return FhirRejection.of(422, "processing", path, text);
    }
}
