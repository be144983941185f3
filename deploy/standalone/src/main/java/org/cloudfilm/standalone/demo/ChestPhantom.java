package org.cloudfilm.standalone.demo;

/**
 * A chest in Hounsfield units. Coordinates in millimetres: x to the patient's left, y to the back, z to the head
 * (PS3.3 section C.7.6.2.1.1), the origin in the middle.
 */
final class ChestPhantom {

    private static final double AIR = -1000;
    private static final double LUNG = -860;
    private static final double FAT = -100;
    private static final double MUSCLE = 55;
    private static final double BLOOD = 42;
    private static final double LIVER = 60;
    private static final double MARROW = 180;
    private static final double CORTEX = 700;

    private static final Ellipsoid SKIN = new Ellipsoid(0, 0, -40, 178, 122, 420);
    private static final Ellipsoid MUSCLES = new Ellipsoid(0, 0, -40, 163, 108, 400);
    private static final Ellipsoid CAGE = new Ellipsoid(0, 0, -40, 148, 96, 230);
    private static final Ellipsoid INNER_CAGE = new Ellipsoid(0, 0, -40, 140, 88, 224);
    private static final Ellipsoid RIGHT_LUNG = new Ellipsoid(-72, 2, -10, 60, 80, 135);
    private static final Ellipsoid LEFT_LUNG = new Ellipsoid(76, 4, -5, 56, 79, 138);
    private static final Ellipsoid HEART = new Ellipsoid(22, -26, -52, 58, 44, 56);
    private static final Ellipsoid LIVER_DOME = new Ellipsoid(-66, -4, -168, 84, 86, 68);
    private static final Ellipsoid SPLEEN = new Ellipsoid(86, 34, -160, 44, 42, 42);
    private static final Ellipsoid ARCH = new Ellipsoid(14, 18, 52, 26, 42, 16);
    private static final Ellipsoid STERNUM = new Ellipsoid(0, -96, 10, 17, 6, 105);

    private final Ellipsoid nodule;

    /** @param noduleRadius in millimetres, in the right upper lobe; 0 for none */
    ChestPhantom(double noduleRadius) {
        double r = Math.max(noduleRadius, 1e-3);
        nodule = new Ellipsoid(-88, 14, 46, r, r, r);
    }

    double hounsfield(double x, double y, double z) {
        if (!SKIN.contains(x, y, z)) {
            return AIR;
        }
        if (spine(x, y, z) instanceof Double bone) {
            return bone;
        }
        if (STERNUM.contains(x, y, z)) {
            return MARROW;
        }
        if (!MUSCLES.contains(x, y, z)) {
            return FAT;
        }
        if (!INNER_CAGE.contains(x, y, z)) {
            return CAGE.contains(x, y, z) && rib(x, y, z) ? CORTEX : MUSCLE;
        }
        return inside(x, y, z);
    }

    private double inside(double x, double y, double z) {
        if (disc(x - 2, y - 22, 9) && z > 18) {
            return AIR;
        }
        if (HEART.contains(x, y, z) || ARCH.contains(x, y, z) || disc(x - 24, y - 58, 13) && z < 55) {
            return BLOOD;
        }
        if (LIVER_DOME.contains(x, y, z)) {
            return LIVER;
        }
        if (SPLEEN.contains(x, y, z)) {
            return LIVER - 12;
        }
        if (RIGHT_LUNG.contains(x, y, z)) {
            return nodule.contains(x, y, z) ? 35 : lung(x + 30, y - 10, z, -1);
        }
        if (LEFT_LUNG.contains(x, y, z)) {
            return lung(x - 34, y - 10, z, 1);
        }
        return z > -120 ? FAT + 20 : MUSCLE - 10;
    }

    /** Vessels run from the hilum like spokes and grow thin. */
    private static double lung(double x, double y, double z, int side) {
        double distance = Math.sqrt(x * x + y * y + z * z);
        double around = Math.atan2(y, x * side);
        double up = Math.asin(Math.clamp(z / Math.max(distance, 1), -1, 1));
        double spoke = Math.cos(around * 9 + 1.3 * Math.sin(up * 5)) * Math.cos(up * 11 + 0.7 * Math.sin(around * 4));
        double width = 0.965 + distance * 0.00022;
        return spoke > width ? BLOOD : LUNG + (y > 0 ? y * 0.5 : 0);
    }

    /** Vertebral body, canal and processes; null outside of them. */
    private static Double spine(double x, double y, double z) {
        if (disc(x, y - 95, 9)) {
            return 15.0;
        }
        double body = ((x * x) / (21 * 21)) + ((y - 72) * (y - 72)) / (17 * 17);
        if (body < 1) {
            boolean disk = Math.floorMod((int) Math.floor(z), 24) < 5;
            return disk ? 90.0 : body > 0.8 ? CORTEX : MARROW;
        }
        if (disc(x, y - 95, 14) || Math.abs(x) < 4 && y > 100 && y < 116) {
            return CORTEX - 250;
        }
        return null;
    }

    /** Ribs slope down to the front, one every 26 mm. */
    private static boolean rib(double x, double y, double z) {
        if (y < -80 && Math.abs(x) < 40) {
            return false;
        }
        return Math.floorMod((int) Math.floor((z - y * 0.55) * 10), 260) < 85;
    }

    private static boolean disc(double u, double v, double radius) {
        return u * u + v * v < radius * radius;
    }
}
