package org.cloudfilm.standalone.doors;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** True in a process that opens the people's door. */
public final class ViewerDoor implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Doors.of(context.getEnvironment()).viewer();
    }
}
