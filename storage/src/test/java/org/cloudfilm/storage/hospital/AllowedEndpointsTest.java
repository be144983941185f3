package org.cloudfilm.storage.hospital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedEndpointsTest {

    private final AllowedEndpoints allowed =
            new AllowedEndpoints(List.of("his.example.org", "*.lishui.example.org", "10.1.0.0/16", "fd00::1"));

    @ParameterizedTest
    @CsvSource({
        "his.example.org, true",
        "HIS.example.ORG, true",
        "his.example.org.evil.org, false",
        "xhis.example.org, false",
        "a.lishui.example.org, true",
        "lishui.example.org, false",
        "evillishui.example.org, false",
        "10.1.2.3, true",
        "10.2.2.3, false",
        "167838211, true",
        "127.1, false",
        "[fd00::1], true",
        "[fd00::2], false",
        "[::ffff:10.1.2.3], true",
    })
    void host_byNameOrNetwork(String host, boolean may) {
        assertThat(allowed.hasHost(host)).isEqualTo(may);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "0.0.0.0", "10.2.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:127.0.0.1"
    })
    void address_notOfThePublicInternet_onlyIfItsNetworkIsListed(String address) {
        InetAddress found = InetAddress.ofLiteral(address);
        assertThat(allowed.hasAddress(found)).isFalse();
        assertThat(new AllowedEndpoints(List.of("0.0.0.0/0", "::/0")).hasAddress(found)).isTrue();
    }

    @Test
    void address_public_ofAListedName_mayBeCalled() {
        assertThat(allowed.hasAddress(InetAddress.ofLiteral("93.184.215.14"))).isTrue();
        assertThat(allowed.hasAddress(InetAddress.ofLiteral("2606:2800:21f::1"))).isTrue();
        assertThat(AllowedEndpoints.NONE.hasHost("93.184.215.14")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://his.example.org", "his.example.org:8443", "10.0.0.0/33", "a/b", "", "*", "his_x"})
    void entry_thatIsNeither_isRefused(String entry) {
        assertThatThrownBy(() -> new AllowedEndpoints(List.of(entry))).isInstanceOf(IllegalArgumentException.class);
    }
}
