package org.cloudfilm.standalone.wiring;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.cloudfilm.standalone.doors.ViewerDoor;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.cloudfilm.standalone.settings.ProviderSettings;
import org.cloudfilm.standalone.simulators.SimulatorProcess;
import org.cloudfilm.standalone.simulators.WithSimulators;
import org.cloudfilm.viewer.settlement.Insurance;
import org.cloudfilm.viewer.settlement.PaymentChannel;
import org.cloudfilm.viewer.settlement.channel.SandboxChannel;
import org.cloudfilm.viewer.settlement.insurance.NationalInsurance;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** With whom visits are settled: those configured, the simulators in a demonstration, or nobody. */
@Configuration(proxyBeanMethods = false)
@Conditional(ViewerDoor.class)
@EnableConfigurationProperties(ProviderSettings.class)
class ProvidersConfiguration {

    @Bean
    @Conditional(WithSimulators.class)
    SimulatorProcess simulatorProcess(
            CloudfilmSettings settings,
            DataDirectory directory,
            @Value("${server.address}") String address,
            @Value("${cloudfilm.settlement.simulators-port}") int port) {
        return SimulatorProcess.start(
                directory.path().resolve("simulators"), address, port, settings.publicUrl().getHost());
    }

    @Bean
    Insurance insurance(ProviderSettings settings, Optional<SimulatorProcess> simulators, Clock clock) {
        ProviderSettings.Insurer insurer = settings.insurance();
        if (insurer.configured()) {
            return new NationalInsurance(insurer.at(URI.create(insurer.url()), insurer.secret()), clock);
        }
        return simulators
                .<Insurance>map(local -> new NationalInsurance(
                        insurer.at(local.url().resolve("/insurance"), SimulatorProcess.insuranceSecret()), clock))
                .orElseGet(WithoutInsurance::new);
    }

    @Bean
    PaymentChannel paymentChannel(ProviderSettings settings, Optional<SimulatorProcess> simulators, Clock clock) {
        ProviderSettings.Channel channel = settings.channel();
        if (channel.configured()) {
            return new SandboxChannel(
                    channel.at(URI.create(channel.url()), channel.merchantKey(), channel.publicKey()), clock);
        }
        return simulators
                .<PaymentChannel>map(local -> new SandboxChannel(
                        channel.at(local.url(), SimulatorProcess.merchantKey(), local.channelKey()), clock))
                .orElseGet(WithoutChannel::new);
    }
}
