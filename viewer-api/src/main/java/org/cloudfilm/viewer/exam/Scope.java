package org.cloudfilm.viewer.exam;

import java.util.List;

/**
 * Where results are mutually recognised: a province, a group of provinces, the country.
 *
 * @param mark    as printed on reports: 浙江HR
 * @param regions whose hospitals recognise it; {@code *} for all
 */
public record Scope(String id, String mark, String nameEn, List<String> regions) {

    public Scope {
        regions = List.copyOf(regions);
    }

    boolean covers(List<String> regionsOfHospital) {
        return regions.contains("*") || regionsOfHospital.stream().anyMatch(regions::contains);
    }
}
