package org.cloudfilm.storage.record.search;

import java.util.List;

/**
 * One value of {@code Location?near}: {@code latitude|longitude|distance|units}, WGS 84 (FHIR R4 section 8.7.9.1). The
 * units are those of UCUM below, kilometres when none are named; without a distance, within {@value #DEFAULT_METRES} m.
 *
 * @param latitude  degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 */
record NearMatch(double latitude, double longitude, double metres) implements RowMatch {

    static final int DEFAULT_METRES = 10_000;

    /** Of the sphere that deviates least from the ellipsoid: distances are right to half a percent. */
    private static final double EARTH_RADIUS = 6_371_008.8;
    private static final double DEGREE = EARTH_RADIUS * Math.PI / 180;
    /** a millimetre for the rounding of sines */
    private static final double ROUNDING = 0.001;

    static NearMatch parse(String name, String text) {
        List<String> parts = Value.split(text, '|').stream().map(Value::plain).toList();
        if (parts.size() < 2 || parts.size() > 4) {
            throw Bad.query(name, "latitude|longitude|distance|units is expected; distance and units may be left out");
        }
        String distance = parts.size() > 2 ? parts.get(2) : "";
        String units = parts.size() > 3 ? parts.get(3) : "";
        double metres = metres(name, units);
        return new NearMatch(
                number(name, "a latitude", parts.get(0), -90, 90),
                number(name, "a longitude", parts.get(1), -180, 180),
                distance.isEmpty() ? DEFAULT_METRES : metres * number(name, "a distance", distance, 0, 1e9));
    }

    private static double metres(String name, String units) {
        return switch (units) {
            case "km", "" -> 1000;
            case "m" -> 1;
            case "[mi_i]" -> 1609.344;
            case "[mi_us]" -> 1609.347;
            default -> throw Bad.query(name, "the units km, m, [mi_i] or [mi_us] are expected");
        };
    }

    private static double number(String name, String what, String text, double least, double most) {
        try {
            double number = Double.parseDouble(text);
            // Java's own suffixes and names of numbers are none of FHIR's
            if (number >= least && number <= most && !Character.isLetter(text.charAt(text.length() - 1))) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw Bad.query(name, what + " is a number from " + (long) least + " to " + (long) most);
    }

    /** The belt of latitudes, by index; within it the distance along the great circle (haversine). */
    @Override
    public void write(Sql sql, String row) {
        double belt = (metres + ROUNDING) / DEGREE;
        sql.add("(" + row + ".lo between ? and ?", latitude - belt, latitude + belt);
        sql.add(" and 2 * ? * asin(sqrt(least(1, power(sind((" + row + ".lo - ?) / 2), 2) + cosd(" + row
                        + ".lo) * cosd(?) * power(sind((" + row + ".hi - ?) / 2), 2)))) <= ?)",
                EARTH_RADIUS, latitude, latitude, longitude, metres + ROUNDING);
    }
}
