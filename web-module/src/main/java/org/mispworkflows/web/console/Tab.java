package org.mispworkflows.web.console;

/** One tab of a filter bar. */
public final class Tab {

  private final String label;
  private final String address;
  private final long count;
  private final boolean active;
  private final boolean apart;

  Tab(String label, Address address, long count, boolean active, boolean apart) {
    this.label = label;
    this.address = address.toString();
    this.count = count;
    this.active = active;
    this.apart = apart;
  }

  /** For people. */
  public String getLabel() {
    return label;
  }

  /** The page with this tab chosen. */
  public String getAddress() {
    return address;
  }

  /** How many rows it shows. */
  public long getCount() {
    return count;
  }

  /** Whether it is the one that is shown. */
  public boolean isActive() {
    return active;
  }

  /** Whether it begins another group of filters. */
  public boolean isApart() {
    return apart;
  }
}
