package org.cloudfilm.standalone.demo;

/** An ellipsoid along the axes, in millimetres of the patient coordinate system. */
record Ellipsoid(double x, double y, double z, double a, double b, double c) {

    /** Below 1 inside, 1 on the surface, above 1 outside. */
    double level(double px, double py, double pz) {
        double u = (px - x) / a;
        double v = (py - y) / b;
        double w = (pz - z) / c;
        return u * u + v * v + w * w;
    }

    boolean contains(double px, double py, double pz) {
        return level(px, py, pz) < 1;
    }
}
