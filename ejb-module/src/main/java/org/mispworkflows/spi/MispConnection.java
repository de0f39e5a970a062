package org.mispworkflows.spi;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The MISP instance that a run belongs to. Records come in MISP's own form: {@code {"Event": {…},
 * "Orgc": {…}}}. Each call gives a tree of its own, which the caller may change.
 */
public interface MispConnection {

  /** No instance is connected: every look-up finds nothing. */
  MispConnection NONE =
      new MispConnection() {
        @Override
        public boolean connected() {
          return false;
        }

        @Override
        public Optional<Map<String, @Nullable Object>> event(String id) {
          return Optional.empty();
        }

        @Override
        public Optional<Map<String, @Nullable Object>> attribute(String id) {
          return Optional.empty();
        }

        @Override
        public Optional<Map<String, @Nullable Object>> object(String id) {
          return Optional.empty();
        }
      };

  /** Whether there is an instance to talk to. */
  boolean connected();

  /** The event without its attributes, by id or UUID. */
  Optional<Map<String, @Nullable Object>> event(String id);

  /** The attribute with its event, by id or UUID. */
  Optional<Map<String, @Nullable Object>> attribute(String id);

  /** The object, by id or UUID. */
  Optional<Map<String, @Nullable Object>> object(String id);

  /** The thread of a discussion, by id. Nothing but {@code post-after-save} asks for it. */
  default Optional<Map<String, @Nullable Object>> thread(String id) {
    return Optional.empty();
  }
}
