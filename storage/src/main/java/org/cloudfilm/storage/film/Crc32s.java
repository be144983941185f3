package org.cloudfilm.storage.film;

/**
 * CRC-32 (ISO 3309) of two pieces put together, from the CRCs of the pieces. Appending n bytes multiplies the CRC's
 * polynomial by x^(8n) modulo the generator; powers of two of that are tabulated.
 */
final class Crc32s {

    private static final int GENERATOR = 0xEDB88320;
    private static final int ONE = 0x80000000;
    /** x^(2^k), bit-reflected as CRC-32 is: the highest bit is the coefficient of 1. */
    private static final int[] POWERS = powers();

    private Crc32s() {}

    /** @param length of the second piece, in bytes */
    static int combine(int first, int second, long length) {
        return multiply(powerOfX(8 * length), first) ^ second;
    }

    private static int powerOfX(long exponent) {
        int product = ONE;
        int k = 0;
        for (long e = exponent; e != 0; e >>>= 1, k++) {
            if ((e & 1) != 0) {
                product = multiply(POWERS[k], product);
            }
        }
        return product;
    }

    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ GENERATOR : shifted >>> 1;
        }
        return product;
    }

    private static int[] powers() {
        int[] powers = new int[64];
        powers[0] = ONE >>> 1;
        for (int k = 1; k < powers.length; k++) {
            powers[k] = multiply(powers[k - 1], powers[k - 1]);
        }
        return powers;
    }
}
