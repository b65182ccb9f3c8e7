"""What every Python runtime shares: the contract of runtimes/README.md. Importing it loads nothing heavy."""
