package org.mispworkflows.module;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;

/**
 * The modules in {@code samples/}, which the build compiles after these tests, since they depend on
 * what is tested here: compiled from their sources, and loaded by a class loader of their own.
 */
final class Samples {

  private static final Path SOURCES = Path.of("..", "samples", "src", "main", "java");

  private Samples() {}

  /**
   * What they say of themselves.
   *
   * @param classes an empty folder
   */
  static List<ModuleDescriptor> modules(Path classes) throws IOException, ClassNotFoundException {
    compile(files(SOURCES, ".java"), classes);
    List<ModuleDescriptor> modules = new ArrayList<>();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, Samples.class.getClassLoader())) {
      for (Path file : files(classes, ".class")) {
        String path = classes.relativize(file).toString();
        String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        Class<?> type = loader.loadClass(name);
        if (type.isAnnotationPresent(ModuleInfo.class)) modules.add(ModuleDescriptor.of(type));
      }
    }
    return modules;
  }

  private static List<Path> files(Path root, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      if (!compiled) throw new AssertionError(SOURCES + " can't be compiled; the output says why");
    }
  }
}
