package org.mispworkflows.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Python's arithmetic: integers never overflow, true division gives decimals, // and % floor. */
final class Numbers {
  private static final int MAX_BITS = 1 << 16;
  private static final long EXACT_IN_DOUBLE = 1L << 53;
  private static final int UNORDERED = 2;
  private static final int MAX_DECIMAL_EXPONENT = 10_000;

  private Numbers() {}

  /** Booleans count as 0 and 1. */
  static boolean isNumber(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  static boolean isInteger(Object value) {
    return isNumber(value) && !(value instanceof Double);
  }

  static Object of(BigInteger number) {
    if (number.bitLength() > MAX_BITS) {
      throw Failure.overflow("a number gets too big");
    }
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  static double toDouble(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    double number = ((Number) value).doubleValue();
    if (value instanceof BigInteger && Double.isInfinite(number)) {
      throw Failure.overflow("an integer is too big to become a decimal number");
    }
    return number;
  }

  static BigInteger toBig(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf(toLong(value));
  }

  /** An integer, cut to -bound..bound. */
  static long clamp(Object integer, long bound) {
    return toBig(integer)
        .min(BigInteger.valueOf(bound))
        .max(BigInteger.valueOf(-bound))
        .longValue();
  }

  private static long toLong(Object value) {
    return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
  }

  private static boolean small(Object a, Object b) {
    return !(a instanceof BigInteger) && !(b instanceof BigInteger);
  }

  private static boolean decimal(Object a, Object b) {
    return a instanceof Double || b instanceof Double;
  }

  static Object add(Object a, Object b) {
    if (decimal(a, b)) {
      return toDouble(a) + toDouble(b);
    }
    if (small(a, b)) {
      long x = toLong(a);
      long y = toLong(b);
      long sum = x + y;
      if (((x ^ sum) & (y ^ sum)) >= 0) {
        return sum;
      }
    }
    return of(toBig(a).add(toBig(b)));
  }

  static Object subtract(Object a, Object b) {
    return decimal(a, b) ? (Object) (toDouble(a) - toDouble(b)) : add(a, negate(b));
  }

  static Object negate(Object a) {
    return a instanceof Double number ? (Object) (-number) : of(toBig(a).negate());
  }

  static Object multiply(Object a, Object b) {
    return decimal(a, b) ? (Object) (toDouble(a) * toDouble(b)) : of(toBig(a).multiply(toBig(b)));
  }

  static Object divide(Object a, Object b) {
    requireDivisor(b);
    if (decimal(a, b)
        || (small(a, b)
            && Math.abs(toLong(a)) <= EXACT_IN_DOUBLE
            && Math.abs(toLong(b)) <= EXACT_IN_DOUBLE)) {
      return toDouble(a) / toDouble(b);
    }
    MathContext enough = new MathContext(60, RoundingMode.HALF_EVEN);
    double quotient =
        new BigDecimal(toBig(a)).divide(new BigDecimal(toBig(b)), enough).doubleValue();
    if (Double.isInfinite(quotient)) {
      throw Failure.overflow("the result of a division is too big for a decimal number");
    }
    return quotient;
  }

  static Object floorDivide(Object a, Object b) {
    requireDivisor(b);
    if (!decimal(a, b)) {
      BigInteger[] parts = toBig(a).divideAndRemainder(toBig(b));
      boolean below = parts[1].signum() != 0 && parts[1].signum() != toBig(b).signum();
      return of(below ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }
    double x = toDouble(a);
    double y = toDouble(b);
    double rest = x % y;
    double quotient = (x - rest) / y;
    if (rest != 0 && (y < 0) != (rest < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, x / y);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  static Object modulo(Object a, Object b) {
    requireDivisor(b);
    if (!decimal(a, b)) {
      BigInteger rest = toBig(a).remainder(toBig(b));
      boolean shift = rest.signum() != 0 && rest.signum() != toBig(b).signum();
      return of(shift ? rest.add(toBig(b)) : rest);
    }
    double y = toDouble(b);
    double rest = toDouble(a) % y;
    if (rest == 0) {
      return Math.copySign(0.0, y);
    }
    return (y < 0) != (rest < 0) ? rest + y : rest;
  }

  private static void requireDivisor(Object b) {
    if (toDouble(b) == 0) {
      throw Failure.of("division by zero");
    }
  }

  static Object power(Object a, Object b) {
    if (!decimal(a, b) && toBig(b).signum() >= 0) {
      return integerPower(toBig(a), toBig(b));
    }
    double x = toDouble(a);
    double y = toDouble(b);
    if (x == 0 && y < 0) {
      throw Failure.of("0 can't be raised to a negative power");
    }
    double result = decimalPower(x, y);
    if (Double.isInfinite(result) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
      throw Failure.overflow("the result of ** gets too big");
    }
    return result;
  }

  /** Java's own differs from C's in the last digit, so only what can be computed exactly. */
  private static double decimalPower(double x, double y) {
    if (x == 1 || y == 0 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    if (x == 0 || !Double.isFinite(x) || !Double.isFinite(y)) {
      return Math.pow(x, y);
    }
    if (y == 0.5 && x > 0) {
      return Math.sqrt(x);
    }
    if (y != Math.rint(y) || Math.abs(y) > MAX_DECIMAL_EXPONENT) {
      throw Failure.value("the exponent of ** must be a whole number, not too big, or 0.5");
    }
    MathContext enough = new MathContext(60, RoundingMode.HALF_EVEN);
    BigDecimal power = new BigDecimal(x).pow((int) Math.abs(y), enough);
    return (y > 0 ? power : BigDecimal.ONE.divide(power, enough)).doubleValue();
  }

  private static Object integerPower(BigInteger base, BigInteger exponent) {
    int bits = base.abs().bitLength();
    if (bits <= 1) {
      // For a base of -1, 0 or 1 only the parity matters.
      return of(base.pow(exponent.min(BigInteger.valueOf(exponent.testBit(0) ? 3 : 2)).intValue()));
    }
    if (exponent.compareTo(BigInteger.valueOf(MAX_BITS / (bits - 1))) > 0) {
      throw Failure.overflow("the result of ** gets too big");
    }
    return of(base.pow(exponent.intValue()));
  }

  /** -1, 0, 1, or something else if one of them is not a number (NaN). */
  static int compare(Object a, Object b) {
    if (!decimal(a, b)) {
      return small(a, b) ? Long.compare(toLong(a), toLong(b)) : toBig(a).compareTo(toBig(b));
    }
    double x = ((Number) (a instanceof Boolean ? toLong(a) : a)).doubleValue();
    double y = ((Number) (b instanceof Boolean ? toLong(b) : b)).doubleValue();
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return UNORDERED;
    }
    boolean plain = Math.abs(x) < EXACT_IN_DOUBLE && Math.abs(y) < EXACT_IN_DOUBLE;
    if (plain || Double.isInfinite(x) || Double.isInfinite(y)) {
      return x == y ? 0 : Double.compare(x, y);
    }
    return exact(a).compareTo(exact(b));
  }

  private static BigDecimal exact(Object value) {
    return value instanceof Double number ? new BigDecimal(number) : new BigDecimal(toBig(value));
  }

  /** Python's round(): half to even, decided on the exact value of the double. */
  static Object round(Object value, int digits) {
    if (value instanceof Double number) {
      if (Double.isNaN(number) || Double.isInfinite(number) || digits > 400) {
        return value;
      }
      double rounded =
          new BigDecimal(number)
              .setScale(Math.max(digits, -400), RoundingMode.HALF_EVEN)
              .doubleValue();
      if (Double.isInfinite(rounded)) {
        throw Failure.overflow("a rounded number gets too big");
      }
      return Math.copySign(rounded, number);
    }
    if (digits >= 0 || digits < -MAX_BITS) {
      return digits >= 0 ? of(toBig(value)) : (Object) 0L;
    }
    return of(new BigDecimal(toBig(value)).setScale(digits, RoundingMode.HALF_EVEN).toBigInteger());
  }

  /** The integer part of a decimal number. */
  static Object truncate(double number) {
    if (Double.isNaN(number)) {
      throw Failure.value("NaN is not an integer");
    }
    if (Double.isInfinite(number)) {
      throw Failure.overflow("infinity is not an integer");
    }
    return of(new BigDecimal(number).toBigInteger());
  }
}
