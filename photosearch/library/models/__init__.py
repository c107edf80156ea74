"""List, compare and switch models; re-encode photos with another one."""
