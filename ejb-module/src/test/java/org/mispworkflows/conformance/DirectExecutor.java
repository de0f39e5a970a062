package org.mispworkflows.conformance;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Does at once, on the caller's thread, what a container would do on another. */
public final class DirectExecutor extends AbstractExecutorService
    implements ManagedExecutorService {

  @Override
  public void execute(Runnable work) {
    work.run();
  }

  @Override
  public ContextService getContextService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> CompletableFuture<T> completedFuture(T value) {
    return CompletableFuture.completedFuture(value);
  }

  @Override
  public <T> CompletionStage<T> completedStage(T value) {
    return CompletableFuture.completedStage(value);
  }

  @Override
  public <T> CompletableFuture<T> copy(CompletableFuture<T> stage) {
    return stage.copy();
  }

  @Override
  public <T> CompletionStage<T> copy(CompletionStage<T> stage) {
    return stage.thenApply(value -> value);
  }

  @Override
  public <T> CompletableFuture<T> failedFuture(Throwable cause) {
    return CompletableFuture.failedFuture(cause);
  }

  @Override
  public <T> CompletionStage<T> failedStage(Throwable cause) {
    return CompletableFuture.failedStage(cause);
  }

  @Override
  public <T> CompletableFuture<T> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<Void> runAsync(Runnable work) {
    return CompletableFuture.runAsync(work, this);
  }

  @Override
  public <T> CompletableFuture<T> supplyAsync(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, this);
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
