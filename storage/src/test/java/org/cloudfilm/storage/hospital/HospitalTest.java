package org.cloudfilm.storage.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HospitalTest {

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16,   10.20.255.1, true",
        "10.20.0.0/16,   10.21.0.1,   false",
        "10.20.30.128/25,10.20.30.127,false",
        "10.20.30.40,    10.20.30.40, true",
        "10.20.30.40,    10.20.30.41, false",
        "0.0.0.0/0,      8.8.8.8,     true",
        "0.0.0.0/0,      ::1,         false",
        "fd00:1::/32,    fd00:1:2::3, true",
        "fd00:1::/32,    fd00:2::1,   false",
        "10.20.0.0/16,   ::ffff:10.20.1.1, true"
    })
    void callsFrom_network_onlyItsAddresses(String network, String address, boolean admitted) {
        assertThat(hospital(network).callsFrom(InetAddress.ofLiteral(address))).isEqualTo(admitted);
    }

    @Test
    void callsFrom_noNetworks_anyAddress() {
        assertThat(hospital().callsFrom(InetAddress.ofLiteral("203.0.113.7"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"pacs.example.org", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8/8"})
    void construct_noNetwork_refused(String network) {
        assertThatThrownBy(() -> hospital(network)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Hospital hospital(String... networks) {
        return new Hospital(new HospitalId("lishui"), "丽水", "Lishui", List.of("LISHUI"), List.of(networks));
    }
}
