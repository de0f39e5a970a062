package org.mispworkflows.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Brings the database to the present schema before Hibernate validates it. An integrator, because
 * it is the only hook that runs before validation and before any message-driven bean.
 */
public class Migrations implements Integrator {

  private static final String DATASOURCE = "java:jboss/datasources/MispWorkflowsDS";

  @Override
  @SuppressWarnings("BanJNDI") // a constant name, bound by the server's own configuration
  public void integrate(
      Metadata metadata, BootstrapContext context, SessionFactoryImplementor sessionFactory) {
    try {
      migrate((DataSource) new InitialContext().lookup(DATASOURCE));
    } catch (NamingException e) {
      throw new IllegalStateException(
          "The server has no datasource " + DATASOURCE + "; run configure.cli on it.", e);
    }
  }

  @Override
  public void disintegrate(
      SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry registry) {
    // Nothing is held that would have to be let go.
  }

  /** Runs the migrations that the database lacks. */
  public static void migrate(DataSource database) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:db/migration")
        .table("schema_version")
        .placeholders(types(database))
        .load()
        .migrate();
  }

  /** The column types that databases name differently. */
  private static Map<String, String> types(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return switch (connection.getMetaData().getDatabaseProductName()) {
        case "PostgreSQL" -> Map.of("text", "text", "blob", "bytea");
        default -> Map.of("text", "character large object", "blob", "binary large object");
      };
    } catch (SQLException e) {
      throw new IllegalStateException("The database can't be reached: " + e.getMessage(), e);
    }
  }
}
