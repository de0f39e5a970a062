package org.mispworkflows.spi;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands for an instance where there is none. */
final class NoMisp implements MispConnection {

  private static MispException nobody() {
    return new MispException("No MISP instance is connected, so nothing can be changed there.");
  }

  @Override
  public boolean connected() {
    return false;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> event(String id) {
    return Optional.empty();
  }

  @Override
  public Optional<Map<String, @Nullable Object>> fullEvent(String id) {
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

  @Override
  public Optional<Map<String, @Nullable Object>> thread(String id) {
    return Optional.empty();
  }

  @Override
  public List<MispUser> users() {
    return List.of();
  }

  @Override
  public Optional<String> clusterTag(String galaxy, String value) {
    return Optional.empty();
  }

  @Override
  public Optional<Object> decayScores(MispElement attribute, List<String> models) {
    return Optional.empty();
  }

  @Override
  public List<List<Map<String, @Nullable Object>>> warnings(
      List<Map<String, @Nullable Object>> attributes) {
    return Collections.nCopies(attributes.size(), List.of());
  }

  @Override
  public void attachTags(
      MispElement element, List<String> tags, boolean local, String relationship) {
    throw nobody();
  }

  @Override
  public void detachTags(MispElement element, List<String> tags, Locality locality) {
    throw nobody();
  }

  @Override
  public Map<Integer, String> saveAttributes(
      MispElement event, List<Map<String, @Nullable Object>> attributes, Set<String> fields) {
    throw nobody();
  }

  @Override
  public boolean saveEvent(MispElement event, Map<String, @Nullable Object> fields) {
    throw nobody();
  }

  @Override
  public boolean publish(MispElement event) {
    throw nobody();
  }

  @Override
  public void enrich(MispElement event, List<String> modules, List<String> attributeUuids) {
    throw nobody();
  }

  @Override
  public void blockEvent(Map<String, @Nullable Object> entry) {
    throw nobody();
  }

  @Override
  public void addToWarninglist(String list, Collection<String> values) {
    throw nobody();
  }

  @Override
  public void acceptProposal(String id) {
    throw nobody();
  }

  @Override
  public void discardProposal(String id) {
    throw nobody();
  }

  @Override
  public Map<Integer, String> addSightings(
      List<MispElement> attributes, String type, String source) {
    throw nobody();
  }

  @Override
  public void addAnalystData(
      String type, String objectType, String objectUuid, Map<String, @Nullable Object> fields) {
    throw nobody();
  }
}
