"""What the maille command can do: a file each."""
