package org.mispworkflows.spi;

/**
 * A user of a MISP instance.
 *
 * @param id there
 * @param email where mails go
 * @param orgId the organisation
 * @param siteAdmin whether the role administers the instance
 * @param orgAdmin whether the role administers the organisation
 * @param disabled whether the account is switched off
 */
public record MispUser(
    String id, String email, String orgId, boolean siteAdmin, boolean orgAdmin, boolean disabled) {}
