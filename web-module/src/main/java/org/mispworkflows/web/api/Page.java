package org.mispworkflows.web.api;

import java.util.List;

/**
 * A page of a list.
 *
 * @param items of this page
 * @param total in all pages
 * @param page from 1
 * @param size how many fit on a page
 */
public record Page<T>(List<T> items, long total, int page, int size) {

  static final int DEFAULT_SIZE = 50;
  static final int MAX_SIZE = 500;

  /** Cuts a page out of a list that is at hand. */
  static <T> Page<T> of(List<T> all, int page, int size) {
    check(page, size);
    long from = Math.min((long) (page - 1) * size, all.size());
    return new Page<>(
        all.subList((int) from, (int) Math.min(from + size, all.size())), all.size(), page, size);
  }

  static void check(int page, int size) {
    check(page, size, MAX_SIZE);
  }

  static void check(int page, int size, int largest) {
    if (page < 1)
      throw new BadInputException(
          List.of(new Problem.Violation("page", "pages are numbered from 1")));
    if (size < 1 || size > largest) {
      throw new BadInputException(
          List.of(new Problem.Violation("size", "must be from 1 to " + largest)));
    }
  }
}
