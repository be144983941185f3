package org.cloudfilm.viewer;

import org.cloudfilm.viewer.dicomweb.DicomWebConfiguration;
import org.cloudfilm.viewer.people.PeopleConfiguration;
import org.cloudfilm.viewer.recognition.RecognitionConfiguration;
import org.cloudfilm.viewer.render.RenderConfiguration;
import org.cloudfilm.viewer.settlement.SettlementConfiguration;
import org.cloudfilm.viewer.share.ShareConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything of the people's door; the application imports this one class. */
@Configuration(proxyBeanMethods = false)
@Import({
    DicomWebConfiguration.class,
    RenderConfiguration.class,
    PeopleConfiguration.class,
    RecognitionConfiguration.class,
    ShareConfiguration.class,
    SettlementConfiguration.class,
    EventsConfiguration.class
})
public class ViewerApiConfiguration {}
