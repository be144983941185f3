package org.cloudfilm.standalone.demo;

/** A head as tissues; what they look like is the sequence's matter. Coordinates as in {@link ChestPhantom}. */
final class HeadPhantom {

    enum Tissue {
        AIR,
        FAT,
        BONE,
        FLUID,
        GREY,
        WHITE,
        LESION
    }

    private static final Ellipsoid SCALP = new Ellipsoid(0, 0, 0, 78, 96, 92);
    private static final Ellipsoid SKULL = new Ellipsoid(0, 0, 0, 73, 91, 87);
    private static final Ellipsoid INNER_SKULL = new Ellipsoid(0, 0, 0, 67, 85, 81);
    private static final Ellipsoid BRAIN = new Ellipsoid(0, 0, 0, 64.5, 82, 78);
    private static final Ellipsoid LEFT_VENTRICLE = new Ellipsoid(11, -4, 10, 8, 30, 15);
    private static final Ellipsoid RIGHT_VENTRICLE = new Ellipsoid(-11, -4, 10, 8, 30, 15);
    private static final Ellipsoid THIRD_VENTRICLE = new Ellipsoid(0, 4, -10, 2.5, 12, 12);
    private static final Ellipsoid LEFT_THALAMUS = new Ellipsoid(15, 10, -6, 10, 15, 10);
    private static final Ellipsoid RIGHT_THALAMUS = new Ellipsoid(-15, 10, -6, 10, 15, 10);
    private static final Ellipsoid LEFT_EYE = new Ellipsoid(31, -78, -32, 12, 12, 12);
    private static final Ellipsoid RIGHT_EYE = new Ellipsoid(-31, -78, -32, 12, 12, 12);
    private static final Ellipsoid LESION = new Ellipsoid(30, -18, 22, 5, 7, 5);

    Tissue at(double x, double y, double z) {
        if (LEFT_EYE.contains(x, y, z) || RIGHT_EYE.contains(x, y, z)) {
            return Tissue.FLUID;
        }
        if (!SCALP.contains(x, y, z)) {
            return Tissue.AIR;
        }
        if (!SKULL.contains(x, y, z)) {
            return Tissue.FAT;
        }
        if (!INNER_SKULL.contains(x, y, z)) {
            return Tissue.BONE;
        }
        return brain(x, y, z);
    }

    private static Tissue brain(double x, double y, double z) {
        double depth = BRAIN.level(x, y, z) + folds(x, y, z);
        if (depth > 1 || Math.abs(x) < 1.2 && z > 22 || LEFT_VENTRICLE.contains(x, y, z)
                || RIGHT_VENTRICLE.contains(x, y, z) || THIRD_VENTRICLE.contains(x, y, z)) {
            return Tissue.FLUID;
        }
        if (LESION.contains(x, y, z)) {
            return Tissue.LESION;
        }
        if (depth > 0.74 || LEFT_THALAMUS.contains(x, y, z) || RIGHT_THALAMUS.contains(x, y, z)) {
            return Tissue.GREY;
        }
        return Tissue.WHITE;
    }

    private static double folds(double x, double y, double z) {
        double around = Math.atan2(y, x);
        double wave = Math.sin(around * 19 + z * 0.21) + Math.sin(around * 11 - z * 0.33 + 1);
        return wave > 1.1 ? 0.16 : 0.03 * wave;
    }
}
