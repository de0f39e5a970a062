-- A run that was forked sees its payload through the filters of the path that forked it.
alter table run add column filters ${text};
