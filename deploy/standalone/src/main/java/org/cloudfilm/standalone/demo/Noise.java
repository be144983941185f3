package org.cloudfilm.standalone.demo;

/** Noise that depends on nothing but where it is. */
final class Noise {

    private Noise() {}

    /** Roughly normal, mean 0, standard deviation 1. */
    static double at(int seed, int x, int y, int z) {
        long bits = mix(((long) seed << 48) ^ ((long) z << 32) ^ ((long) y << 16) ^ x);
        double sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum / 65535.0 - 2.0) * 1.7320508;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
