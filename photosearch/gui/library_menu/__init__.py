"""Add the commands of the menu "library": folders, changes, encoders, backups."""
