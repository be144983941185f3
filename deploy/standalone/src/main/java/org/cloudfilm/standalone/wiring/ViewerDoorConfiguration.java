package org.cloudfilm.standalone.wiring;

import org.cloudfilm.standalone.doors.ViewerDoor;
import org.cloudfilm.viewer.ViewerApiConfiguration;
import org.cloudfilm.viewer.pages.WebPages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The people's door: what doctors and patients use. */
@Configuration(proxyBeanMethods = false)
@Conditional(ViewerDoor.class)
@Import({ViewerApiConfiguration.class, WebPages.class})
class ViewerDoorConfiguration {

    @Bean
    OpenDoor viewerHealthIndicator() {
        return new OpenDoor();
    }
}
